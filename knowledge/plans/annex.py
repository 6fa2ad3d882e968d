"""Cut a plan's annex into rows, also where OCR read the table cell by cell down the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.plans.annex_cells import Cell, cells_and_heads, columns_of
from knowledge.plans.docx_text import CELL
from knowledge.plans.folding import words

_TIME_MARKS = frozenset(
    ("thuong", "xuyen", "quy", "qui", "ouy", "thang", "nam", "hang", "tuan", "ngay", "dinh")
)
_TIME_WORDS = _TIME_MARKS | {
    "cao", "diem", "tai", "trong", "dot", "dau", "cuoi", "den", "tu", "truoc", "sau", "ky", "theo",
    "va", "i", "ii", "iii", "iv", "ca", "hoan", "thanh", "phat", "sinh", "khi", "co", "ke", "hoach",
}  # fmt: skip
_TIME_MAX_WORDS = 12
_DAY = re.compile(r"\d{1,2}/\d{1,2}")


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


def may_say_when(word: str) -> bool:
    """Whether ``word`` may stand in a time."""
    bare = words(word)
    return bool(bare) and all(
        one in _TIME_WORDS or any(char.isdigit() for char in one) for one in bare
    )


def annex_rows(lines: Sequence[str], first: int, last: int) -> tuple[list[AnnexRow], list[str]]:
    """Rows of the table in lines ``first`` to ``last`` of the plan, and the heads of its columns.

    A line holding cell marks (a Word table) is a row. Otherwise the rows' numbers tell them apart,
    and the block that says when: it ends a row, unless the heads say that the time stands first or
    that so many columns follow it.
    """
    cells, heads = cells_and_heads(lines, first, last)
    columns = columns_of(heads)
    place = columns.index("time") if "time" in columns else len(columns) - 1
    rows: list[AnnexRow] = []
    for run in _numbered_runs(cells):
        if place == 0 and len(columns) > 1:
            rows += _opened_by_time(run)
        else:
            rows += _closed_by_time(run, following=len(columns) - 1 - place)
    return rows, heads


def _numbered_runs(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """``cells`` cut where a row's number opens one; a single number may be another thing."""
    numbered = sum(cell.row is not None for cell in cells) > 1
    run: list[Cell] = []
    for cell in cells:
        if run and numbered and cell.row is not None:
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


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
