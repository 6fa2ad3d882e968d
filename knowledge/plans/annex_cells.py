"""The cells of a plan's annex, as blocks of lines down the page, and the heads of its columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from knowledge.plans.docx_text import CELL
from knowledge.plans.folding import fold, fold_evenly, words
from knowledge.plans.headings import is_in_capitals, is_table_head

_HEAD_WORDS = (
    ("noi", "dung"), ("hinh", "th"), ("don", "vi"), ("pon", "vi"), ("thoi", "gian"), ("co", "quan"),
    ("san", "pham"), ("ket", "qua"), ("ghi", "chu"), ("nhiem", "vu"), ("stt",), ("tt",),
)  # fmt: skip
_HEAD_MAX_WORDS = 7
_HEAD_REACH = 12
_LEAST_HEADS = 3
_COLUMNS = (
    ("lead", r"chu tri|don vi thuc hien|co quan thuc hien|phu trach|nguoi thuc hien"),
    ("coordinating", r"phoi hop"),
    ("time", r"thoi (?:gian|han)|tien do"),
    ("forms", r"hinh th|cach thuc|phuong thuc"),
    ("content", r"noi dung|nhiem vu|cong viec|hoat dong"),
)
_COLUMN_NAME = re.compile(
    r"\b(?:noi dung|nhiem vu|hinh th\w+|[dp]on vi|co quan|thoi gian|san pham|ket qua|ghi chu)\b"
)
_SAME_HEAD = 0.8
"""Letters in common of the head's line on two pages of a scan."""
_NUMBERED = re.compile(r"^\W{0,2}([1-9]\d?)(?:[.)]\s*|\s+)(?=\S)")
_NUMBER_ALONE = re.compile(r"^\W*([1-9]\d?)\W*$")
_GROUP = re.compile(r"^\W{0,2}[IVX1l]{1,4}\s*[.)]?\s+(\S.*)$")


@dataclass(frozen=True)
class Cell:
    """A block of text of one table cell with its lines (1-based, inclusive).

    ``row`` is the number that stands before it where it opens a numbered row.
    """

    text: str
    first: int
    last: int
    row: int | None = None


def columns_of(heads: Sequence[str]) -> list[str]:
    """What each column of a table holds, by its head; '' for a number, a product, a note."""
    return [
        next((name for name, pattern in _COLUMNS if re.search(pattern, fold(head))), "")
        for head in heads
    ]


def cells_and_heads(lines: Sequence[str], first: int, last: int) -> tuple[list[Cell], list[str]]:
    """Blocks between blank lines, and the table's heads after its number column.

    A row's number opens a cell also within a block. Heads, what stands above them, names of
    groups of rows ('II TUYÊN TRUYỀN …') and specks are no cells.
    """
    cells: list[Cell] = []
    heads: list[str] = []
    printed: list[str] = []
    head_until = row = 0
    alone: int | None = None
    for begin, end in _blocks(lines, first, last):
        text = _joined(lines, begin, end)
        start = begin
        if CELL in text:
            if not is_table_head(text):
                cells.append(Cell(text, begin, end))
            continue
        if is_table_head(lines[begin - 1]) or _is_again(lines[begin - 1], printed):
            start = _after_head(lines, begin, end, printed)
            head_until = start + _HEAD_REACH
            alone = None
            if not printed:
                cells, row = [], 0
                printed = [line.strip() for line in lines[begin - 1 : start - 1]]
            heads = _named_columns(_joined(lines, begin, start - 1))
        elif end < head_until and _is_head(text):
            heads.append(text)
            continue
        elif (found := _NUMBER_ALONE.match(text)) and int(found[1]) in {row + 1, row + 2}:
            alone = int(found[1])
            continue
        if start > end or not re.search(r"[^\W\d_]{2}|\d/\d", _joined(lines, start, end)):
            continue
        for cell in _parted(lines, start, end, row if alone is None else alone):
            numbered = cell if alone is None else replace(cell, row=alone)
            row, alone = numbered.row or row, None
            cells.append(numbered)
        head_until = 0
    return (cells, heads) if printed else _without_heads(cells)


def _is_again(line: str, printed: Sequence[str]) -> bool:
    """Whether ``line`` repeats the head of the table on a further page, also misread."""
    return bool(printed) and len(words(line)) >= _LEAST_HEADS and _alike(line, printed[0])


def _after_head(lines: Sequence[str], begin: int, end: int, printed: Sequence[str]) -> int:
    """The line after the head that begins with ``begin``: the first head ends before row 1."""
    number = begin + 1
    for known in printed[1:]:
        if number > end or not _alike(lines[number - 1], known):
            return number
        number += 1
    while not printed and number <= end and not _NUMBERED.match(lines[number - 1].strip()):
        number += 1
    return number


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, fold(one.strip()), fold(other)).ratio() >= _SAME_HEAD


def _named_columns(head: str) -> list[str]:
    """Names of the columns after the first, the number's, where a scan read them on one line."""
    text = " ".join(head.split()[1:])
    begins = [found.start() for found in _COLUMN_NAME.finditer(fold_evenly(text))]
    return [text[begin:end].strip() for begin, end in pairwise([*begins, len(text)])]


def _blocks(lines: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """First and last lines of what stands between blank lines; a Word table's row is a block.

    So is the head of a table with what follows it, also right under the annex's title.
    """
    start = 0
    for number in range(first, last + 2):
        line = lines[number - 1].strip() if number <= last else ""
        if start and (not line or CELL in line or is_table_head(line)):
            yield start, number - 1
            start = 0
        if CELL in line:
            yield number, number
        elif line and not start:
            start = number


def _parted(lines: Sequence[str], start: int, end: int, row: int) -> Iterator[Cell]:
    """The block cut before lines that the number of the row after ``row`` opens."""
    begin, opened = start, None
    for number in range(start, end + 1):
        line = lines[number - 1].strip()
        if number == begin == start and (named := _GROUP.match(line)) and is_in_capitals(named[1]):
            begin = start = number + 1
            continue
        found = _NUMBERED.match(line)
        following = {row + 1, row + 2} if number == begin else {row + 1}
        if not found or int(found[1]) not in following or line[found.end()].islower():
            continue
        if number > begin:
            yield Cell(_joined(lines, begin, number - 1), begin, number - 1, opened)
        begin, opened = number, int(found[1])
        row = opened
    if begin <= end:
        yield Cell(_joined(lines, begin, end), begin, end, opened)


def _joined(lines: Sequence[str], start: int, end: int) -> str:
    return " ".join(line.strip() for line in lines[start - 1 : end])


def _without_heads(cells: list[Cell]) -> tuple[list[Cell], list[str]]:
    """The cells after a head whose 'STT' the scan lost: three names of columns in a row."""
    first = next(
        (
            place
            for place in range(min(_HEAD_REACH, len(cells)))
            if all(_is_head(cell.text) for cell in cells[place : place + _LEAST_HEADS])
            and len(set(columns_of([c.text for c in cells[place : place + _LEAST_HEADS]])) - {""})
            == _LEAST_HEADS
        ),
        None,
    )
    if first is None:
        return cells, []
    last = next(
        (place for place in range(first, len(cells)) if not _is_head(cells[place].text)), first
    )
    return cells[last:], [cell.text for cell in cells[first:last]]


def _is_head(text: str) -> bool:
    found = words(text)
    return len(found) <= _HEAD_MAX_WORDS and any(
        all(word.startswith(start) for word, start in zip(found, head, strict=False))
        for head in _HEAD_WORDS
    )
