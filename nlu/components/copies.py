"""The unaccented copies of training lines."""

from __future__ import annotations

from components.text import fold


def unaccented_copies(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Copies of the (line, intent) pairs that have accents.

    None is made where two intents would meet ('đúng' and 'dừng' are both 'dung').
    """
    intents: dict[str, set[str]] = {}
    for text, intent in lines:
        intents.setdefault(fold(text).lower(), set()).add(intent)
    copies = ((fold(text), intent) for text, intent in lines if fold(text) != text)
    return [(copy, intent) for copy, intent in copies if len(intents[copy.lower()]) == 1]
