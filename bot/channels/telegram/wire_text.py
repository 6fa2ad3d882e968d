"""Text as it comes off the wire, made safe to store and to compare."""

import unicodedata


def clean(text: str) -> str:
    """NFC without NUL (PostgreSQL refuses it) and without lone surrogates (UTF-8 has none)."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", whole.replace("\0", "")).strip()
