"""Một Cửa: the ward's assistant on every channel."""
