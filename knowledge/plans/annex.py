"""Cut a plan's annex into rows, also where OCR read the table cell by cell down the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.plans.docx_text import CELL
from knowledge.plans.folding import words
from knowledge.plans.headings import is_table_head

_TIME_MARKS = frozenset(
    ("thuong", "xuyen", "quy", "qui", "ouy", "thang", "nam", "hang", "tuan", "ngay", "dinh")
)
_TIME_WORDS = _TIME_MARKS | {
    "cao", "diem", "tai", "trong", "dot", "dau", "cuoi", "den", "tu", "truoc", "sau", "ky", "theo",
    "va", "i", "ii", "iii", "iv", "ca", "hoan", "thanh", "phat", "sinh", "khi", "co", "ke", "hoach",
}  # fmt: skip
_TIME_MAX_WORDS = 12
_HEAD_WORDS = (
    ("noi", "dung"), ("hinh", "th"), ("don", "vi"), ("pon", "vi"), ("thoi", "gian"), ("co", "quan"),
    ("san", "pham"), ("ket", "qua"), ("ghi", "chu"), ("nhiem", "vu"), ("stt",), ("tt",),
)  # fmt: skip
_HEAD_MAX_WORDS = 7
_HEAD_REACH = 12


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
    return all(known) and any(word in _TIME_MARKS for word in found)


def annex_rows(lines: Sequence[str], first: int, last: int) -> list[AnnexRow]:
    """Rows of the table in lines ``first`` to ``last`` of the plan, heads left out.

    A line holding cell marks (a Word table) is a row. Otherwise a row ends with the block that
    says when, since every annex ends its rows with the time column.
    """
    rows: list[AnnexRow] = []
    open_cells: list[Cell] = []
    timed = False
    for cell in _cells(lines, first, last):
        if CELL in cell.text:
            rows.append(_split(cell))
            continue
        when = is_time(cell.text)
        if timed and not when:
            rows.append(AnnexRow(tuple(open_cells)))
            open_cells = []
        timed = when and bool(open_cells)
        if open_cells or not when:
            open_cells.append(cell)
    if open_cells:
        rows.append(AnnexRow(tuple(open_cells)))
    return rows


def _split(cell: Cell) -> AnnexRow:
    texts = [text.strip() for text in cell.text.split(CELL)]
    return AnnexRow(tuple(Cell(text, cell.first, cell.last) for text in texts))


def _cells(lines: Sequence[str], first: int, last: int) -> list[Cell]:
    """Blocks between blank lines; table heads, what stands above them, and specks dropped."""
    cells: list[Cell] = []
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
        elif not (number <= head_until and _is_head(text)) and re.search(
            r"[^\W\d_]{2}|\d/\d", text
        ):
            cells.append(Cell(text, start, number - 1))
        start = 0
    return cells


def _is_head(text: str) -> bool:
    found = words(text)
    return len(found) <= _HEAD_MAX_WORDS and any(
        all(word.startswith(start) for word, start in zip(found, head, strict=False))
        for head in _HEAD_WORDS
    )
