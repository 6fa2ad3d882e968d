"""Help and messages in Vietnamese or English, by the terminal's locale."""

import os


def _is_vietnamese() -> bool:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("vi")
    return False


def tr(english: str, vietnamese: str) -> str:
    """The text in the terminal's language."""
    return vietnamese if _is_vietnamese() else english
