"""Tell the headings of a plan from its other lines, also where OCR has damaged them."""

import re
from dataclasses import dataclass
from enum import IntEnum

from knowledge.plans.constants import UPPERCASE_SHARE
from knowledge.plans.docx_text import CELL
from knowledge.plans.folding import fold, uppercase_share, words

_ROMAN = re.compile(
    r"^\W{0,3}([IVXHvx1l|!\]]{1,5})(?:\s*[.,:)\-–]\s*|(?<=[IVX]{2})\s+|(?<=[IVX]{2})L\s+)(\S.*)$"
)
"""The dot may be lost ('II KINH PHÍ'), or have become the foot of an L ('IIIL TỔ CHỨC')."""
_CAPITAL = re.compile(r"^\W{0,3}([A-HK-Z])\s*[.)]\s*(\S.*)$")
_ANY_ROMAN = re.compile(r"^\W{0,3}(?=\S{0,3}[IVX])([IVXl1|]{1,4})\s*[.,)]\s+(\S.*)$")
_NUMBER = re.compile(
    r"^\W{0,3}(\d{1,2})\s*(?:[.)]|,(?=\s+[A-ZĐÀ-Ỹ]))\s*(?!\d{1,2}[./]\d{4})(\S.*)$"
)
_PAIR = re.compile(r"^\W{0,3}(\d{1,2})[.,](\d{1,2})(?:[.,](\d{1,2}))?\s*[.,)]?\s+(\S.*)$")
_LETTER = re.compile(r"^\s*([a-zđ¢€©])?\s*\)\s*(\S.*)$")
_BULLET = re.compile(r"^\s*[-—–+*•·~]\s*(?=[^\W\d]|[“\"(]|\d{1,3}(?:\s*%|\s+[^\W\d]))")
_ANNEX_TITLE = re.compile(
    r"^(phu luc|bieu (so|mau|tong hop|chi tiet)|danh muc (nhiem vu|noi dung))\b"
)
_LAST_ORDER = re.compile(
    r"^(?:yeu cau|de nghi) (?:cac|thu truong|giam doc|chu tich|can cu)\b|^(?:trong )?qua trinh "
    r"|^(?:uy ban nhan dan|ubnd|so) .{0,40}\b(?:yeu cau|de nghi)\b"
    r"|^can cu (?:noi dung )?ke hoach nay|^cac (?:co quan|don vi|phong|so)\b"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


class Level(IntEnum):
    """Depth of a heading; a paragraph or bullet is no heading."""

    PART = 1
    POINT = 2
    SUBPOINT = 3
    LETTER = 4


@dataclass(frozen=True)
class Heading:
    """A possible heading: its level, the numbers read (None where unreadable) and its title."""

    level: Level
    numbers: tuple[int | None, ...]
    title: str


def roman(text: str) -> int | None:
    """Value of a Roman number that OCR may have read as '1', 'l' or '|'; None if it is none."""
    clean = text.replace("H", "II")
    clean = re.sub(r"[1l|!\]]", "I", clean).upper()
    values = [_ROMAN_VALUES[char] for char in clean if char in _ROMAN_VALUES]
    if not values or len(values) != len(clean):
        return None
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def heading_of(line: str) -> Heading | None:
    """The heading that ``line`` may be by its looks alone; None for other lines."""
    if (match := _ROMAN.match(line)) and is_in_capitals(match[2]):
        return Heading(Level.PART, (roman(match[1]),), match[2].strip())
    if match := _PAIR.match(line):
        numbers = tuple(int(part) for part in match.groups()[:3] if part)
        return Heading(Level.SUBPOINT, numbers, match[4].strip())
    if (match := _NUMBER.match(line)) and re.search(r"[^\W\d_]{2}", match[2]):
        return Heading(Level.POINT, (int(match[1]),), match[2].strip())
    if match := _LETTER.match(line):
        letter = match[1] if match[1] and match[1] in "abcdeghiklmn" else None
        return Heading(
            Level.LETTER, (ord(letter) - ord("a") if letter else None,), match[2].strip()
        )
    return None


def lettered_heading_of(line: str) -> Heading | None:
    """``heading_of`` in a plan that counts 'A. MỤC ĐÍCH', 'I. Mục đích', '1. …', 'a) …'."""
    if (match := _CAPITAL.match(line)) and is_in_capitals(match[2]):
        return Heading(Level.PART, (ord(match[1]) - ord("A") + 1,), match[2].strip())
    if match := _ANY_ROMAN.match(line):
        return Heading(Level.POINT, (roman(match[1]),), match[2].strip())
    found = heading_of(line)
    if found is not None and found.level is Level.POINT:
        # Below a Roman number: its own number is the second one.
        return Heading(Level.SUBPOINT, (None, found.numbers[0]), found.title)
    return found


def is_bullet(line: str) -> bool:
    """Whether ``line`` opens an item with a dash or dot."""
    return bool(_BULLET.match(line))


def is_table_head(line: str) -> bool:
    """Whether ``line`` opens the head of a table: 'STT', 'TT | Nội dung | …'."""
    first = words(line.split(CELL, maxsplit=1)[0])[:2]
    if not first or first[0] not in {"stt", "tt", "sit", "str"} or is_bullet(line):
        return False
    return len(first) == 1 or first[1] in {"noi", "nhiem", "ten", "hoat", "cong"}


def is_annex_title(line: str) -> bool:
    """Whether ``line`` opens an annex ('PHỤ LỤC', 'Biểu chi tiết …')."""
    return bool(_ANNEX_TITLE.match(fold(line).strip(" .-–:"))) and line.strip()[:1].isupper()


def is_recipients(line: str) -> bool:
    """Whether ``line`` opens the list of recipients ('Nơi nhận:'), as OCR may read it."""
    first = words(line)[:2]
    return len(first) == 2 and first[0] == "noi" and re.match(r"nh\w{0,2}n$", first[1]) is not None  # noqa: PLR2004


def is_closing(line: str) -> bool:
    """Whether ``line`` opens the last paragraph ('Trên đây là Kế hoạch …')."""
    first = words(line)[:3]
    return first[:2] == ["tren", "day"] and first[2:] in (["la"], ["1a"], ["ia"])


def is_last_order(line: str) -> bool:
    """Whether ``line`` opens as the last paragraph of a plan without 'Trên đây là' may."""
    return bool(_LAST_ORDER.match(fold(line).strip()))


def is_in_capitals(title: str) -> bool:
    """Whether ``title`` is printed in capitals, a few misread ones allowed."""
    letters = [char for char in title if char.isalpha()]
    return len(letters) > 2 and uppercase_share(title) >= UPPERCASE_SHARE  # noqa: PLR2004
