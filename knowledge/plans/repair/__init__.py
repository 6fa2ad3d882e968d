"""Restore text that OCR has damaged: language model, channel, search, suspicions."""
