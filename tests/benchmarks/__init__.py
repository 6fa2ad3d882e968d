"""Benchmarks; run with ``make bench``, never as tests, and without timed assertions."""
