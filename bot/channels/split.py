"""Cuts a long plain text at line and sentence ends, before any markup is added."""

import re
from typing import Final

# A full stop after fewer than three word characters is an abbreviation ("TP.", "P.", "Q.") or a
# list number ("1."), and one without a space behind it stands inside a number ("10.000").
_SENTENCE_END: Final = re.compile(r"(?<=\w\w\w)[.!?…]+[\"”’»)]*(?=\s)")
# A cut in the first third would leave a stump; then a weaker place further on is better.
_EARLIEST_SHARE: Final = 3


def visible_length(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts entities: never less than its characters."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)  # noqa: PLR2004 — the BMP's end


def split_text(text: str, limit: int) -> list[str]:
    """Parts of at most ``limit`` UTF-16 units; together they hold every word of ``text``.

    ``limit`` is at least 2, the units of one emoji. Cuts in order of preference: between
    paragraphs, lines, sentences, words, characters.
    """
    parts = []
    rest = text.strip()
    while visible_length(rest) > limit:
        cut = _cut(_prefix(rest, limit + 1), limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        parts.append(rest)
    return parts


def _prefix(text: str, units: int) -> str:
    used = 0
    for index, char in enumerate(text):
        used += visible_length(char)
        if used > units:
            return text[:index]
    return text


def _cut(window: str, limit: int) -> int:
    """Where to cut ``window``, which is one unit longer than a part may be."""
    earliest = len(window) // _EARLIEST_SHARE
    for mark in ("\n\n", "\n"):
        if (at := window.rfind(mark)) >= earliest:
            return at
    sentences = [match.end() for match in _SENTENCE_END.finditer(window)]
    if sentences and sentences[-1] >= earliest:
        return sentences[-1]
    spaces = [index for index, char in enumerate(window) if char.isspace()]
    if spaces and spaces[-1] >= earliest:
        return spaces[-1]
    return len(_prefix(window, limit))
