"""Find a table drawn with lines on a page image: where its cells are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.constants import OCR_DPI

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_DARK = 160
"""Grey level under which a pixel is ink."""
_LEAST_RULE = int(0.4 * OCR_DPI)
"""Least length of a rule in pixels: no letter of a plan has so long a stroke."""
_HOLE = 2
"""Pixels that a worn rule may lack in one place; between letters there are more."""
_BAND = 5
"""Pixels by which a rule may stand off its middle."""
_DRAWN = 0.7
"""Share of a cell's side that must be drawn."""
_LEAST_COLUMNS = 2
_LEAST_ROWS = 2
_STEEPEST = 2.0
_STEP = 0.1
"""Degrees that a page may be tilted, and how finely that is measured."""


@dataclass(frozen=True)
class Box:
    """Pixels ``left`` to ``right`` and ``top`` to ``bottom``, the last ones excluded."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Table:
    """Rows of cells, each from left to right; ``box`` is the outline."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]


def tilt_of(page: Grey) -> float:
    """Degrees by which the page must be turned counter-clockwise for its rules to lie level.

    Args:
        page: shape (height, width), 0 black to 255 white, drawn at ``OCR_DPI``.
    """
    step = max(1, page.shape[0] // 1200)
    ink = (page[::step, ::step] < _DARK).astype(np.float64)
    columns = np.arange(ink.shape[1])
    angles = np.arange(-_STEEPEST, _STEEPEST + _STEP / 2, _STEP)
    rows, places = np.nonzero(ink)
    best, sharpest = 0.0, -1.0
    for angle in angles:
        shifted = rows - np.round(np.tan(np.radians(angle)) * columns[places]).astype(int)
        counts = np.bincount(shifted - shifted.min()) if len(shifted) else np.zeros(1)
        sharpness = float((counts.astype(np.float64) ** 2).sum())
        if sharpness > sharpest:
            best, sharpest = float(angle), sharpness
    return best


def find_table(page: Grey) -> Table | None:
    """The ruled table on a level ``page``, None where there is none.

    Text between two rules that no upright line parts is a row of one cell; a cell that runs over
    several rows belongs to the first of them.
    """
    ink = page < _DARK
    level, upright = _runs(ink), _runs(ink.T).T
    tops = _places(level.sum(axis=1))
    lefts = _places(upright.sum(axis=0))
    found = [
        cells
        for top, bottom in pairwise(tops)
        if (cells := _cells(level, upright, lefts, top, bottom))
    ]
    rows = tuple(map(tuple, _merged(found)))
    if len(rows) < _LEAST_ROWS or max(map(len, rows)) < _LEAST_COLUMNS:
        return None
    every = [cell for row in rows for cell in row]
    outline = Box(
        min(cell.left for cell in every),
        min(cell.top for cell in every),
        max(cell.right for cell in every),
        max(cell.bottom for cell in every),
    )
    return Table(outline, rows)


def without_rules(page: Grey) -> Grey:
    """``page`` with its rules painted white, so that they are not read as letters."""
    ink = page < _DARK
    rules = _runs(ink) | _runs(ink.T).T
    for axis in (0, 1):
        rules = rules | np.roll(rules, 1, axis) | np.roll(rules, -1, axis)
    return np.where(rules, np.uint8(255), page)


def _runs(ink: Mask) -> Mask:
    """Pixels of the runs of ink along rows that are as long as a rule, small holes filled."""
    closed = _filled(ink)
    edges = np.diff(closed.astype(np.int8), axis=1, prepend=0, append=0)
    rows, starts = np.nonzero(edges == 1)
    _rows, ends = np.nonzero(edges == -1)
    long = ends - starts >= _LEAST_RULE
    marks = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    np.add.at(marks, (rows[long], starts[long]), 1)
    np.add.at(marks, (rows[long], ends[long]), -1)
    found: Mask = (marks.cumsum(axis=1)[:, :-1] > 0) & closed
    return found


def _filled(ink: Mask) -> Mask:
    before = np.zeros_like(ink)
    after = np.zeros_like(ink)
    for shift in range(1, _HOLE + 1):
        before[:, shift:] |= ink[:, :-shift]
        after[:, :-shift] |= ink[:, shift:]
    filled: Mask = ink | (before & after)
    return filled


def _places(strength: NDArray[np.int64]) -> list[int]:
    """Middles of the bands where ``strength`` is that of a rule."""
    strong = np.flatnonzero(strength >= _LEAST_RULE)
    if not len(strong):
        return []
    bands = np.split(strong, np.flatnonzero(np.diff(strong) > _BAND * 2) + 1)
    return [round(float(band.mean())) for band in bands]


def _cells(
    level: Mask, upright: Mask, lefts: Sequence[int], top: int, bottom: int
) -> list[tuple[Box, bool]]:
    """Cells between the rules at ``top`` and ``bottom``; False for one that goes on from above."""
    inside = upright[top + _BAND : bottom - _BAND]
    if not len(inside):
        return []
    drawn = [x for x in lefts if _drawn(inside[:, _near(x)]) >= _DRAWN]
    return [
        (Box(left, top, right, bottom), _drawn(level[_near(top), left:right].T) >= _DRAWN)
        for left, right in pairwise(drawn)
    ]


def _merged(rows: Sequence[list[tuple[Box, bool]]]) -> Iterator[list[Box]]:
    """Rows with the cells that go on from above joined to those above them."""
    done: list[list[Box]] = []
    for row in rows:
        opened = [box for box, begins in row if begins]
        for box, begins in row:
            if not begins:
                done = [[_grown(cell, box) for cell in above] for above in done]
        if opened:
            done.append(opened)
    yield from done


def _grown(cell: Box, below: Box) -> Box:
    beneath = (
        abs(cell.left - below.left) <= _BAND * 2 and abs(cell.right - below.right) <= _BAND * 2
    )
    if beneath and abs(cell.bottom - below.top) <= _BAND * 2:
        return Box(cell.left, cell.top, cell.right, below.bottom)
    return cell


def _near(place: int) -> slice:
    return slice(max(0, place - _BAND), place + _BAND + 1)


def _drawn(band: Mask) -> float:
    """Share of the rows of ``band`` that hold ink."""
    return float(np.mean(band.max(axis=1))) if band.size else 0.0
