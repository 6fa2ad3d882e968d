"""SMS as networks count it, and Vietnamese without accents that still means the same."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.messages.unspeaking import unspeak

_FILE = Path(__file__).with_name("unaccented.yaml")
# GSM 03.38: the default alphabet, and what takes an escape, hence two septets.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€")
GSM_SINGLE, GSM_PART = 160, 153
UCS_SINGLE, UCS_PART = 70, 67
_ASCII = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "-",
          "đ": "d", "Đ": "D", "₫": "d", "\u00a0": " "}  # fmt: skip


@dataclass(frozen=True)
class SmsCount:
    """``units`` are septets (GSM-7) or UTF-16 units (UCS-2); ``parts`` is what is paid for."""

    encoding: str
    units: int
    parts: int


def count_sms(text: str) -> SmsCount:
    """How ``text`` goes out: one letter outside GSM-7 makes all of it UCS-2."""
    if all(letter in _BASIC or letter in _EXTENDED for letter in text):
        units = sum(2 if letter in _EXTENDED else 1 for letter in text)
        return SmsCount("GSM-7", units, _parts(units, GSM_SINGLE, GSM_PART))
    units = len(text.encode("utf-16-be")) // 2
    return SmsCount("UCS-2", units, _parts(units, UCS_SINGLE, UCS_PART))


def _parts(units: int, single: int, part: int) -> int:
    return 1 if units <= single else -(-units // part)


@lru_cache
def _rewordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    table: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        (re.compile(rf"(?<!\w){re.escape(said)}(?!\w)", re.IGNORECASE), instead)
        for said, instead in table["instead"].items()
    )


@lru_cache
def _ambiguous() -> dict[str, str]:
    table: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return table["ambiguous"]


def reworded(text: str) -> str:
    """``text`` with words that would be taken for others replaced, and numbers as figures."""
    text = unspeak(text)
    for pattern, instead in _rewordings():
        text = pattern.sub(
            lambda found, instead=instead: (  # type: ignore[misc]
                instead[:1].upper() + instead[1:] if found[0][:1].isupper() else instead
            ),
            text,
        )
    return text


def ambiguities(text: str) -> list[str]:
    """Words of accented ``text`` that lose their meaning without accents: 'hoãn/hoàn'."""
    lower = text.lower()
    return [
        f"{word}/{other}"
        for word, other in _ambiguous().items()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower)
    ]


def unaccent(text: str) -> str:
    """``text`` in plain ASCII."""
    bare = unicodedata.normalize("NFD", text)
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return "".join(_ASCII.get(letter, letter) for letter in kept)
