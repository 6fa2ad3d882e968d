"""Text typed for the old TCVN3 (ABC) and VNI fonts, seen through Latin-1 eyes, made Unicode.

Source of the tables: TCVN 5712:1993 and the published VNI-Windows character set.
"""

import re
import unicodedata
from typing import Final

_TCVN3_LETTERS: Final = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3_BYTES: Final = (
    *range(0xA1, 0xAF),
    *range(0xB5, 0xBA),
    *range(0xBB, 0xBF),
    *range(0xC6, 0xCC),
    0xCC, *range(0xCE, 0xD9 - 1),
    *(0xD8, 0xDC, 0xDD, 0xDE, 0xDF),
    *range(0xE1, 0xF0),
    *range(0xF1, 0xFF),
)  # fmt: skip
TCVN3: Final = {
    chr(code): letter for code, letter in zip(_TCVN3_BYTES, _TCVN3_LETTERS, strict=True)
}

_WORD: Final = re.compile(r"([^\W\d_]+)")
_TONE: Final = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_BASE: Final = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_BREVE: Final = dict(
    zip("êéèúüë", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
)
_ROOF: Final = dict(
    zip("âáàåãä", ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"), strict=True)
)


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_BASE)
    for vowel in "aeouyôö":
        base = _VNI_BASE.get(vowel, vowel)
        table |= {vowel + mark: base + tone for mark, tone in _TONE.items()}
    table |= {"a" + mark: "ă" + tone for mark, tone in _BREVE.items()}
    for vowel, roofed in zip("aeo", "âêô", strict=True):
        table |= {vowel + mark: roofed + tone for mark, tone in _ROOF.items()}
    capitals = {key.upper(): value.upper() for key, value in table.items()}
    mixed = {key[0].upper() + key[1:]: value.upper() for key, value in table.items()}
    return {
        key: unicodedata.normalize("NFC", value)
        for key, value in {**mixed, **capitals, **table}.items()
    }


VNI: Final = _vni_table()
_VNI_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """``text`` of a TCVN3 font, decoded as Latin-1, in Unicode ('nh©n d©n' becomes 'nhân dân').

    The font has no capitals with marks: a heading is typed small in a font that shows capitals, so
    'PH¦êNG' is 'PHƯỜNG'.
    """
    # Words stand at odd places, what parts them at even ones.
    parts = _WORD.split("".join(TCVN3.get(char, char) for char in text))
    sure = [place % 2 == 1 and _is_heading(part) for place, part in enumerate(parts)]
    for place in range(1, len(parts), 2):
        beside = (other for other in (place - 2, place + 2) if 0 < other < len(parts))
        near = any(sure[other] and parts[(place + other) // 2] == " " for other in beside)
        if sure[place] or (near and _may_be_heading(parts[place])):
            parts[place] = parts[place].upper()
    return "".join(parts)


def _is_heading(word: str) -> bool:
    """Whether a capital without a mark stands behind the first letter, and no small one does."""
    plain = [char for char in word if char.isascii()]
    return any(char.isupper() for char in word[1:] if char.isascii()) and _all_upper(plain)


def _may_be_heading(word: str) -> bool:
    return _all_upper([char for char in word if char.isascii()])


def _all_upper(letters: list[str]) -> bool:
    return all(char.isupper() for char in letters)


def from_vni(text: str) -> str:
    """``text`` of a VNI font, decoded as Windows-1252, in Unicode ('nhaân daân' → 'nhân dân')."""
    return _VNI_PATTERN.sub(lambda match: VNI[match.group()], text)
