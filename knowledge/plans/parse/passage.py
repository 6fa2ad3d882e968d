"""Lines of a plan joined to running text that still knows its lines."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.plans.docx_text import CELL
from knowledge.plans.folding import fold_evenly
from knowledge.plans.headings import is_bullet, lettered_heading_of

Lines = tuple[int, int]
_PARAGRAPH = 140
"""Longer lines are paragraphs; printed lines hold 70 to 110 characters."""
_YEAR = re.compile(r"\d{4}")
_SHORT = 0.75
"""A line shorter than this share of the full width ends a paragraph if a mark ends it."""


@dataclass(frozen=True)
class Passage:
    """Running text of consecutive lines.

    ``folded`` has the letters of ``text`` without marks, character for character;
    ``starts[i]`` is the offset at which line ``numbers[i]`` begins.
    """

    text: str
    folded: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    @property
    def lines(self) -> Lines:
        """First and last line."""
        return self.numbers[0], self.numbers[-1]

    def lines_of(self, begin: int, end: int) -> Lines:
        """Lines of the characters from ``begin`` up to ``end``."""
        first = bisect_right(self.starts, begin) - 1
        last = bisect_right(self.starts, max(begin, end - 1)) - 1
        return self.numbers[max(first, 0)], self.numbers[max(last, 0)]

    def part(self, begin: int, end: int) -> tuple[str, Lines]:
        """The text from ``begin`` to ``end`` without blanks around, and its lines."""
        piece = self.text[begin:end]
        left = begin + len(piece) - len(piece.lstrip())
        right = begin + len(piece.rstrip())
        return self.text[left:right], self.lines_of(left, max(right, left + 1))


def passage(lines: Sequence[str], first: int, last: int) -> Passage | None:
    """Lines ``first`` to ``last`` (1-based, inclusive) joined by blanks; None if all are blank."""
    numbers = [n for n in range(first, last + 1) if has_words(lines[n - 1])]
    if not numbers:
        return None
    texts = [" ".join(lines[n - 1].split()) for n in numbers]
    starts, length = [], 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    joined = " ".join(texts)
    return Passage(joined, fold_evenly(joined), tuple(starts), tuple(numbers))


def paragraphs(lines: Sequence[str], first: int, last: int) -> Iterator[Passage]:
    """Paragraphs of the lines: they begin at bullets, headings, and after a finished sentence."""
    begin = first
    full = _full_width(lines)
    for number in range(first + 1, last + 1):
        line = lines[number - 1]
        if has_words(line) and _begins(lines, number, full):
            if found := passage(lines, begin, number - 1):
                yield found
            begin = number
    if found := passage(lines, begin, last):
        yield found


def has_words(line: str) -> bool:
    """Whether the line says something: specks and lone page numbers do not."""
    return any(char.isalpha() or char in "/%" for char in line) or bool(_YEAR.search(line))


def _full_width(lines: Sequence[str]) -> int:
    """Length of a line that fills the page; 0 where lines are whole paragraphs (Word)."""
    lengths = sorted(len(line.strip()) for line in lines if has_words(line))
    usual = lengths[int(len(lengths) * 0.85)] if lengths else 0
    return usual if usual <= _PARAGRAPH else 0


def _begins(lines: Sequence[str], number: int, full: int) -> bool:
    line = lines[number - 1]
    # In either way of counting: which one the plan has is not known here.
    if is_bullet(line) or lettered_heading_of(line) is not None or CELL in line:
        return True
    before = next((lines[n - 1] for n in range(number - 1, 0, -1) if has_words(lines[n - 1])), "")
    ended = before.rstrip()[-1:] in {".", ";", ":", "…"}
    capital = line.strip()[:1].isupper()
    if has_words(lines[number - 2]):
        short = len(before.strip()) < _SHORT * full
        return full == 0 or (
            capital and short and (ended or lettered_heading_of(before) is not None)
        )
    filled = len(before.strip()) >= _SHORT * full and not ended
    return ended or (capital and not filled)
