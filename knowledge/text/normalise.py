"""One spelling for one word: NFC, one tone-mark placement, no invisible characters."""

import re
import unicodedata
from functools import lru_cache

from viet_text_tools import normalize_diacritics

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*")
# What a person cannot see: controls, soft hyphen, zero-width and direction marks, tags,
# private use, lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ue000-\uf8ff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """``text`` in NFC without invisible characters; line breaks and spacing stay."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def clean(text: str) -> str:
    """Bring ``text`` to NFC, 'hòa' rather than 'hoà', single spaces, nothing invisible."""
    return " ".join(_placed(word) for word in _SPACES.split(visible(text)) if word)


@lru_cache(maxsize=50_000)
def _placed(word: str) -> str:
    return unicodedata.normalize("NFC", normalize_diacritics(word))


def fold(text: str) -> str:
    """Lower-case ``text`` without any diacritics; đ becomes d."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def tokens(text: str) -> list[str]:
    """Folded words of ``text``; a number with its dots, slashes and dashes is one word."""
    return _WORD.findall(fold(text))


def syllables(text: str) -> list[str]:
    """Lower-case words of ``text`` with their accents; numbers and codes stay whole."""
    return _WORD.findall(text.lower())


def is_accented(text: str) -> bool:
    """Whether the writer used Vietnamese letters at all.

    One word in eight is enough: real accented text has a mark on most words, and a single
    accented word put in by an input method should not decide.
    """
    words = [word for word in text.split() if any(char.isalpha() for char in word)]
    marked = sum(1 for word in words if fold(word) != word.lower())
    return marked * 8 >= len(words) and marked > 0
