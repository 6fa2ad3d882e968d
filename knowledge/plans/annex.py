"""Cut a plan's annex into rows, also where OCR read the table cell by cell down the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.plans.docx_text import CELL
from knowledge.plans.folding import fold, words
from knowledge.plans.headings import is_table_head

_TIME_MARKS = frozenset(
    ("thuong", "xuyen", "quy", "qui", "ouy", "thang", "nam", "hang", "tuan", "ngay", "dinh")
)
_TIME_WORDS = _TIME_MARKS | {
    "cao", "diem", "tai", "trong", "dot", "dau", "cuoi", "den", "tu", "truoc", "sau", "ky", "theo",
    "va", "i", "ii", "iii", "iv", "ca", "hoan", "thanh", "phat", "sinh", "khi", "co", "ke", "hoach",
}  # fmt: skip
_TIME_MAX_WORDS = 12
_DAY = re.compile(r"\d{1,2}/\d{1,2}")
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
    ("forms", r"hinh thuc|cach thuc|phuong thuc"),
    ("content", r"noi dung|nhiem vu|cong viec|hoat dong"),
)


@dataclass(frozen=True)
class Cell:
    """A block of text of one table cell with its lines (1-based, inclusive)."""

    text: str
    first: int
    last: int


@dataclass(frozen=True)
class AnnexRow:
    """One row: its cells in reading order; the last ones hold the time where it was read."""

    cells: tuple[Cell, ...]

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line of the row."""
        return self.cells[0].first, self.cells[-1].last


def is_time(text: str) -> bool:
    """Whether ``text`` says only when: 'Thường xuyên', 'Quý II/2024', 'Tháng 5', 'Trước 15/6'."""
    found = words(text)
    if not found or len(found) > _TIME_MAX_WORDS or not any(char.isalpha() for char in text):
        return bool(re.fullmatch(r"\W*[\dIVl]{1,3}/20\d\d\W*", text.strip()))
    known = [word in _TIME_WORDS or any(c.isdigit() for c in word) for word in found]
    marked = any(word in _TIME_MARKS for word in found) or _DAY.search(text)
    return all(known) and bool(marked)


def columns_of(heads: Sequence[str]) -> list[str]:
    """What each column of a table holds, by its head; '' for a number, a product, a note."""
    return [
        next((name for name, pattern in _COLUMNS if re.search(pattern, fold(head))), "")
        for head in heads
    ]


def annex_rows(lines: Sequence[str], first: int, last: int) -> tuple[list[AnnexRow], list[str]]:
    """Rows of the table in lines ``first`` to ``last`` of the plan, and the heads of its columns.

    A line holding cell marks (a Word table) is a row. Otherwise rows are told apart by the block
    that says when: it ends a row, unless the heads say that the time stands first or that so many
    columns follow it.
    """
    cells, heads = _cells(lines, first, last)
    columns = columns_of(heads)
    place = columns.index("time") if "time" in columns else len(columns) - 1
    if place == 0 and len(columns) > 1:
        return _opened_by_time(cells), heads
    return _closed_by_time(cells, following=len(columns) - 1 - place), heads


def _opened_by_time(cells: Sequence[Cell]) -> list[AnnexRow]:
    rows: list[AnnexRow] = []
    open_cells: list[Cell] = []
    for cell in cells:
        if is_time(cell.text) and open_cells:
            rows.append(AnnexRow(tuple(open_cells)))
            open_cells = []
        open_cells.append(cell)
    return [*rows, AnnexRow(tuple(open_cells))] if open_cells else rows


def _closed_by_time(cells: Sequence[Cell], following: int) -> list[AnnexRow]:
    """Rows that end ``following`` cells after their last block that says when."""
    rows: list[AnnexRow] = []
    open_cells: list[Cell] = []
    left: int | None = None
    for cell in cells:
        if CELL in cell.text:
            rows.append(_split(cell))
            continue
        when = is_time(cell.text)
        if left is not None and not when:
            if left == 0:
                rows.append(AnnexRow(tuple(open_cells)))
                open_cells, left = [], None
            else:
                left -= 1
        elif when and open_cells:
            left = following
        if open_cells or not when:
            open_cells.append(cell)
    if open_cells:
        rows.append(AnnexRow(tuple(open_cells)))
    return rows


def _split(cell: Cell) -> AnnexRow:
    texts = [text.strip() for text in cell.text.split(CELL)]
    return AnnexRow(tuple(Cell(text, cell.first, cell.last) for text in texts))


def _cells(lines: Sequence[str], first: int, last: int) -> tuple[list[Cell], list[str]]:
    """Blocks between blank lines, and the table's heads after its number column.

    Heads, what stands above them, and specks are no cells.
    """
    cells: list[Cell] = []
    heads: list[str] = []
    head_until = 0
    headed = False
    start = 0
    for number in range(first, last + 2):
        line = lines[number - 1].strip() if number <= last else ""
        if CELL in line:
            if not is_table_head(line):
                cells.append(Cell(line, number, number))
            line = ""
        if line and not start:
            start = number
        if line or not start:
            continue
        text = " ".join(part.strip() for part in lines[start - 1 : number - 1] if CELL not in part)
        if is_table_head(text):
            head_until = number + _HEAD_REACH
            if not headed:
                cells = []
            headed = True
            heads = []
        elif number <= head_until and _is_head(text):
            heads.append(text)
        elif re.search(r"[^\W\d_]{2}|\d/\d", text):
            cells.append(Cell(text, start, number - 1))
            head_until = 0
        start = 0
    return (cells, heads) if headed else _without_heads(cells)


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
