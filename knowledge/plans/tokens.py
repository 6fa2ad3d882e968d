"""Split lines into words, numbers and codes, and the marks around them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.plans.folding import fold

_CHUNK = re.compile(r"\S+")
_OPENING = "([{\"'“”‘’`«–—-~*•·|"
_CLOSING = ".,;:!?)]}\"'“”’»…|"
_STOPS = frozenset(".;:!?/…")
_ENUMERATOR = re.compile(
    r"^\W{0,3}(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVXHvx1l|!]{1,5}|[A-Z](?=[.)])|[a-zđ¢€])\W{1,2}$"
)
_GLUED_ENUMERATOR = re.compile(
    r"^(\W{0,3}\d{1,2}[.)](?:\d{1,2}\.)?)([^\W\d]\S*|\d{1,2}[^\w\s./,:-][^\W\d]{2,}\S*)$"
)
_SLASHED = re.compile(r"^([^\W\d_]{2,})/([^\W\d_]{2,})$")
_GLUED_NUMBER = re.compile(r"^([^\W\d_]{2,})(\d{4}(?:[-–/.]\d{1,4})*)$")
_NUMBER = re.compile(r"^[\d.,:/%+–-]*\d[\d.,:/%+–-]*$")
_COUNTED = re.compile(r"^(?:th\w{1,2}ng|n\w{1,2}m|ng\wy|qu[yi]|tu\w{1,2}n|gi\wo?|l\wn|k[yi])$")
_ROMAN = re.compile(r"^(?:I{1,3}|IV)(?:/(?:19|20)\d\d)?$")
"""Quarters, also with the year."""
_PLAN_END = re.compile(r"\.?/\.$")
_CODE = re.compile(
    r"^(?:[\w–-]*\d[\w.–-]*/[\w&.–/-]+|/[A-ZĐ]{2,}[\w–-]*|[A-ZĐ]{2,}(?:[-–&/][A-ZĐ]{1,}\w*)+[-–]?"
    r"|\S+@\S+\.\S+|https?\S+|www\.\S+|\d+\w?/\S*|\w/\w|[A-ZĐ]{1,6}(?:[.,][A-ZĐ]\w*)+)$"
)
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,/%-]*\d|\d")
_SENTENCE_END = re.compile(r"[.;:!?](?=\s|$)|\n")


class Kind(StrEnum):
    """What a piece of a line is; numbers and codes are kept exactly as read."""

    WORD = "word"
    NUMBER = "number"
    CODE = "code"
    MARK = "mark"


@dataclass(frozen=True)
class Piece:
    """A stretch of a line without blanks: marks before, the core, marks after.

    ``glued`` says that no blank stood before it in the line (a word and number run together, or
    two words with a slash between).
    """

    before: str
    core: str
    after: str
    kind: Kind
    glued: bool = False

    @property
    def stops(self) -> bool:
        """Whether a sentence or item ends after this piece."""
        return any(mark in _STOPS for mark in self.after)


def pieces(line: str) -> list[Piece]:
    """Pieces of a line as OCR read it, in order; joined by blanks they give the line back."""
    found: list[Piece] = []
    for match in _CHUNK.finditer(unicodedata.normalize("NFC", line)):
        if not found and _ENUMERATOR.match(match.group()):
            found.append(Piece(match.group(), "", "", Kind.MARK))
        elif not found and (glued := _GLUED_ENUMERATOR.match(match.group())):
            found.append(Piece(glued[1], "", "", Kind.MARK))
            found.extend(_chunk(glued[2]))
        else:
            found.extend(_chunk(match.group()))
    return found


def counted(found: Sequence[Piece]) -> list[Piece]:
    """``found`` with numbers that count something ('6 tháng', 'Quý 1') made codes, kept as read."""
    kept = []
    for place, piece in enumerate(found):
        beside = [*found[max(0, place - 1) : place], *found[place + 1 : place + 2]]
        counts = (piece.kind is Kind.NUMBER or _ROMAN.match(piece.core)) and any(
            _COUNTED.match(fold(other.core)) for other in beside
        )
        kept.append(replace(piece, kind=Kind.CODE) if counts else piece)
    return kept


def _chunk(chunk: str) -> Iterator[Piece]:
    start, end = 0, len(chunk)
    while start < end and chunk[start] in _OPENING:
        start += 1
    if found := _PLAN_END.search(chunk):
        end = found.start()
    while end > start and chunk[end - 1] in _CLOSING and not _part_of_word(chunk, start, end):
        end -= 1
    before, core, after = chunk[:start], chunk[start:end], chunk[end:]
    if not core or not any(char.isalnum() for char in core):
        yield Piece(before, core, after, Kind.WORD if _odd_letter(core) else Kind.MARK)
    elif match := _GLUED_NUMBER.match(core):
        yield Piece(before, match[1], "", Kind.WORD)
        yield Piece("", match[2], after, Kind.NUMBER, glued=True)
    elif _NUMBER.match(core):
        yield Piece(before, core, after, Kind.NUMBER)
    elif _CODE.match(core):
        yield Piece(before, core, after, Kind.CODE)
    elif match := _SLASHED.match(core):
        yield Piece(before, match[1], "", Kind.WORD)
        yield Piece("/", match[2], after, Kind.WORD, glued=True)
    elif _mostly_digits(core):
        yield Piece(before, core, after, Kind.NUMBER)
    else:
        yield Piece(before, core, after, Kind.WORD)


def _mostly_digits(core: str) -> bool:
    """'11€' and '2023o' are damaged numbers; '10ng' and 's6' are words."""
    digits = sum(char.isdigit() for char in core)
    return core[0].isdigit() and digits > 1 and digits > 2 * sum(char.isalpha() for char in core)


def _part_of_word(chunk: str, start: int, end: int) -> bool:
    """A bracket that never opened is a misread letter ('sb del}' for 'số đối')."""
    last = chunk[end - 1]
    return last in "}]" and end - start > 1 and not any(mark in chunk for mark in "{[")


def _odd_letter(core: str) -> bool:
    """Single signs that OCR takes for the letters e, o, y: '¢' in 'ở', '¥' in 'ý'."""
    return core in {"¢", "€", "¥", "&", "©", "@", "§"}


def sentences(text: str) -> Iterator[list[str]]:
    """Words of each sentence of clean ``text``, case kept; a number becomes ``NUMBER``."""
    for part in _SENTENCE_END.split(unicodedata.normalize("NFC", text)):
        words = _WORD.findall(part)
        if words:
            yield [NUMBER if _counts(word) else word for word in words]


def _counts(word: str) -> bool:
    """Numbers, Roman ones too ('Quý II')."""
    return word[0].isdigit() or (word[0] in "IVX" and not word.strip("IVX"))


NUMBER = "0"
"""What the language model sees instead of any number or code."""
