"""Give the cells of an annex's row to the table's columns, where some cells are empty or broken."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from knowledge.plans.annex import is_time
from knowledge.plans.annex_cells import Cell
from knowledge.plans.folding import fold_evenly
from knowledge.plans.headings import is_bullet
from knowledge.plans.parse.items import without_mark
from knowledge.plans.parse.vocabulary import body_start

_NO_BODY = re.compile(r"^hoi (?:nghi|thi|thao)|^phong su|^(?:bao|to) (?:cao|gap|roi|chuc)")
_EMPTY = {"content": -4.0, "lead": -1.0}
_EMPTY_OTHER = -0.5
_TOGETHER = -0.5


def aligned(cells: Sequence[Cell], columns: Sequence[str]) -> list[int]:
    """The column of each cell, from left to right, by what suits the columns' names best.

    A column may stay empty (nobody coordinates), and one may hold several cells (a broken one).
    """

    @cache
    def best(cell: int, column: int) -> tuple[float, tuple[int, ...]]:
        """Likeliest columns for the cells from ``cell`` on, from ``column`` on."""
        if cell == len(cells):
            return sum(_EMPTY.get(name, _EMPTY_OTHER) for name in columns[column:]), ()
        if column == len(columns):
            return float("-inf"), ()
        found = [(_EMPTY.get(columns[column], _EMPTY_OTHER), (cell, column + 1), 0)]
        score = 0.0
        for end in range(cell + 1, len(cells) + 1):
            score += _fit(columns[column], cells[end - 1].text) + (end > cell + 1) * _TOGETHER
            found.append((score, (end, column + 1), end - cell))
        return max(
            (score + best(*rest)[0], (column,) * taken + best(*rest)[1])
            for score, rest, taken in found
        )

    return list(best(0, 0)[1])


def with_time_apart(cells: Sequence[Cell], lines: Sequence[str]) -> list[Cell]:
    """``cells`` with the time cut off the last one, where it runs on into it without a blank."""
    *before, last = cells
    if any(is_time(cell.text) for cell in cells):
        return list(cells)
    for first in range(last.first + 1, last.last + 1):
        tail = " ".join(line.strip() for line in lines[first - 1 : last.last])
        if is_time(tail):
            head = " ".join(line.strip() for line in lines[last.first - 1 : first - 1])
            return [*before, replace(last, text=head, last=first - 1), Cell(tail, first, last.last)]
    return list(cells)


def _fit(column: str, text: str) -> float:
    bare = fold_evenly(without_mark(text))
    body = bool(body_start().match(bare)) and not _NO_BODY.match(bare)
    if column == "time":
        return 2.0 if is_time(text) else -1.0
    if column in {"lead", "coordinating"}:
        return 1.0 if body and not is_bullet(text) else -1.0
    if is_time(text):
        return -1.0
    if column == "forms":
        return 1.0 if is_bullet(text) else -0.5 * body
    return 0.0
