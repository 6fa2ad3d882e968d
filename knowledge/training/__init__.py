"""Teach the bundled encoder people's own words; what it learns is a small file beside this one.

``nano_format`` reads and writes the engine's model file, ``adapter`` holds what was learned and
merges it, ``dequantise`` makes a sentence-transformers folder; ``lessons``, ``variants`` and
``batches`` make the lessons, ``network`` and ``fitting`` learn them, ``measuring`` and ``report``
say what came of it.
"""
