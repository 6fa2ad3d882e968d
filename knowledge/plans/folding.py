"""Fold Vietnamese to bare lower-case letters, so that damaged and clean words can be compared."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_BARE = {"đ": "d", "Đ": "d", "ı": "i", "ﬁ": "fi", "ﬂ": "fl", "¢": "e", "€": "e", "¥": "y"}


def fold(text: str) -> str:
    """Lower-case ``text`` without marks ('Đối tượng' becomes 'doi tuong')."""
    spread = unicodedata.normalize("NFD", "".join(_BARE.get(char, char) for char in text))
    return "".join(char for char in spread if not unicodedata.combining(char)).lower()


def fold_evenly(text: str) -> str:
    """Fold ``text`` so that each character stays one character."""
    return "".join(fold(char)[:1] or " " for char in text)


def words(text: str) -> list[str]:
    """Folded words of ``text``, in order."""
    return _WORD.findall(fold(text))


def uppercase_share(text: str) -> float:
    """Share of capitals among the letters of ``text``; 0 where there is no letter."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return 0.0
    return sum(char.isupper() for char in letters) / len(letters)
