"""Marks and choices that a message names in figures or words."""

from __future__ import annotations

import re
from functools import lru_cache

from components.text import clean, fold

LAST = -1
_MARKS = range(1, 6)
_WORDS = {
    "một": 1, "nhất": 1, "đầu": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5,
}  # fmt: skip
_STARS = re.compile("[⭐★🌟]")
_LAST = re.compile(r"\bcuoi\b|\bduoi cung\b")


@lru_cache(maxsize=2)
def _words(accented: bool) -> dict[str, int]:
    """'hài lòng' holds no number, so accents count wherever the message has any."""
    return {word if accented else fold(word): value for word, value in _WORDS.items()}


@lru_cache(maxsize=2)
def _patterns(accented: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A mark with its unit ('4 sao', 'ba điểm', '5/5'); any number from 1 to 5."""
    number = r"\b([1-5]|" + "|".join(_words(accented)) + r")\b(?!\s+long\b)"
    unit = r"\s*(?:/\s*5|\*|sao\b|điểm\b|diem\b)"
    return re.compile(number + unit), re.compile(number)


def _number(text: str, with_unit_first: bool) -> int | None:
    plain = clean(text)
    accented = fold(plain) != plain
    mark, any_number = _patterns(accented)
    found = (with_unit_first and mark.search(plain)) or any_number.search(plain)
    if not found:
        return None
    word = found.group(1)
    return int(word) if word.isdigit() else _words(accented)[word]


def rating(text: str) -> int | None:
    """The mark from 1 to 5 that ``text`` gives, if it gives one."""
    stars = len(_STARS.findall(text))
    return stars if stars in _MARKS else _number(text, with_unit_first=True)


def option(text: str) -> int | None:
    """Which of the offered choices ``text`` names: 1 is the first, ``LAST`` the last."""
    if _LAST.search(fold(clean(text))):
        return LAST
    return _number(text, with_unit_first=False)
