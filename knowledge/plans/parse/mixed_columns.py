"""Part the columns of an annex that a scan read line by line across the whole table.

Each line then holds a piece of every column. What parts them is how words are wrapped: a piece
that goes on in the next line is so long that the next word no longer fitted into its column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.plans.annex import AnnexRow, is_time, may_say_when
from knowledge.plans.annex_cells import Cell
from knowledge.plans.folding import fold_evenly, words

COLUMNS = ["content", "forms", "lead", "time"]
"""The tables that are parted: who does the work stands labelled in one column."""
_WHO = re.compile(
    r"(?:^|(?<= ))[-–+] (?=(?:chu tri|(?:co quan|don vi) \w+ \w+|ph\w{1,3} h\w{1,2}p)\s*:)"
)
_LEAD = re.compile(r"(?<= )[-–+] (?:chu tri|(?:co quan|don vi) (?:chu tri|thuc hien))\s*:")
_ITEM = re.compile(r"(?<= )[-–+] (?=[^\W\d_a-zà-ỹ]|\d)")
_ITEM_START = re.compile(r"[-–+] (?=\w)")
_OPENS = (_ITEM_START, _ITEM_START, _WHO)
"""What begins a paragraph in each column: in the last one only a label does ('- Xã hội' no)."""
_YEAR = re.compile(r"(?:19|20)\d\d\W*$")
_LEAST_ANCHORS = 2
_EASY, _MOST = 1.0, 0.8
"""The strain of a row that is read with ease, and the share of rows that must be: made-up tables
whose columns cannot be told apart by their wrapping have at most half of such rows."""
_LOOSE = 0.95
"""Widths by letters are right within so much."""
_SLACK = 3
"""Letters that a piece may be longer than the longest that is known of its column."""
_KEPT = 20_000
"""Pieces whose words are remembered; a table of ten rows has some thousands."""
_TOO_LONG, _TOO_SHORT, _GAP, _OUT_OF_PLACE, _KNOWN, _UNUSUAL = 0.3, 2.0, 2.0, 8.0, 0.7, 0.5

_Pieces = tuple[str, str, str]
"""Of one line: what it holds of the contents, of the forms and of who does the work."""


@dataclass(frozen=True)
class _Line:
    number: int
    text: str


@dataclass(frozen=True)
class _Page:
    """Letters that each column holds, and words that follow each other elsewhere in the plan."""

    widths: tuple[float, float, float]
    pairs: frozenset[tuple[str, str]]

    def knows(self, before: str, after: str) -> bool:
        """Whether the last word of ``before`` goes on with the first one of ``after``."""
        return (*_words(before)[-1:], *_words(after)[:1]) in self.pairs


_words = lru_cache(_KEPT)(words)
_folded = lru_cache(_KEPT)(fold_evenly)


def is_mixed(rows: Sequence[AnnexRow], lines: Sequence[str]) -> bool:
    """Whether in lines of ``rows`` labels of who does the work stand behind other columns' text."""
    labels = [
        _WHO.search(fold_evenly(line.text), 1) for row in rows for line in _lines_of(row, lines)
    ]
    return sum(label is not None for label in labels) >= _LEAST_ANCHORS


def part_mixed(rows: Sequence[AnnexRow], lines: Sequence[str]) -> list[dict[str, list[Cell]]]:
    """Cells of each row by the names of ``COLUMNS``; [] where the columns cannot be told apart."""
    read = [_without_time(row) for whole in rows for row in _by_lead(_lines_of(whole, lines))]
    widths = _widths([line for row, _time in read for line in row])
    if widths is None:
        return []
    before = lines[: rows[0].lines[0] - 1]
    page = _Page(widths, frozenset(pairwise(words(" ".join(before)))))
    best = [_best(row, page) for row, _time in read]
    easy = sum(_strain(pieces, widths) <= _EASY for pieces in best if pieces)
    if easy < _MOST * len(best) or not all(best):
        return []
    return [_cells(row, pieces, time) for (row, time), pieces in zip(read, best, strict=True)]


def _by_lead(row: Sequence[_Line]) -> Iterator[list[_Line]]:
    """``row`` cut where a second one begins whose number was lost: who leads stands on top."""
    run: list[_Line] = []
    for line in row:
        if _LEAD.search(fold_evenly(line.text)) and any(
            _LEAD.search(fold_evenly(other.text)) for other in run
        ):
            yield run
            run = []
        run.append(line)
    yield run


def _lines_of(row: AnnexRow, lines: Sequence[str]) -> list[_Line]:
    found = [
        _Line(number, " ".join(lines[number - 1].split()))
        for cell in row.cells
        for number in range(cell.first, cell.last + 1)
    ]
    first = found[0]
    return [_Line(first.number, re.sub(r"^\W*\d{1,2}[.)]?\s+", "", first.text)), *found[1:]]


def _without_time(row: Sequence[_Line]) -> tuple[list[_Line], Cell | None]:
    """The lines without the time at their ends, and the time."""
    ends = [_time_tail(line.text) for line in row]
    spans = [
        (first, last)
        for first in range(len(row))
        for last in range(first, len(row))
        if all(ends[first : last + 1])
    ]
    for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        begin = ends[first].split(" ")
        for start in range(len(begin)):
            tails = [" ".join(begin[start:]), *ends[first + 1 : last + 1]]
            if is_time(" ".join(tails)) and not any(_YEAR.search(tail) for tail in tails[:-1]):
                time = Cell(" ".join(tails), row[first].number, row[last].number)
                return _cut_off(row, first, tails), time
    return list(row), None


def _cut_off(row: Sequence[_Line], first: int, tails: Sequence[str]) -> list[_Line]:
    """``row`` without ``tails`` at the ends of its lines from the place ``first`` on."""
    kept = [
        _Line(line.number, line.text.removesuffix(tail).strip())
        for line, tail in zip(row[first:], tails, strict=False)
    ]
    return [*row[:first], *kept, *row[first + len(tails) :]]


def _time_tail(text: str) -> str:
    """The longest end of ``text`` with words that a time may have."""
    parts = text.split(" ")
    start = len(parts)
    while start and may_say_when(parts[start - 1]):
        start -= 1
    return " ".join(parts[start:])


_NARROW = frozenset("iIjJlftr.,;:'’!|()[]-–/\"“” ")
_WIDE = frozenset("mwMW%")


@lru_cache(_KEPT)
def _width(text: str) -> float:
    """About how wide ``text`` is printed, in widths of a small letter."""
    bare = fold_evenly(text)
    return sum(
        0.6 if letter in _NARROW else 1.6 if letter in _WIDE else 1.35 if whole.isupper() else 1.0
        for letter, whole in zip(bare, text, strict=True)
    )


def _widths(lines: Sequence[_Line]) -> tuple[float, float, float] | None:
    """Letters that each column holds, by lines in which marks show where the columns begin."""
    found: list[tuple[float, float, float]] = []
    for line in lines:
        who = _WHO.search(fold_evenly(line.text))
        items = list(_ITEM.finditer(line.text[: who.start()])) if who else []
        if who and len(items) == 1:
            form = items[0].start()
            found.append(
                (
                    _width(line.text[: form - 1]),
                    _width(line.text[form : who.start() - 1]),
                    _width(line.text[who.start() :]),
                )
            )
    if len(found) < _LEAST_ANCHORS:
        return None
    content, forms, lead = (max(widths) for widths in zip(*found, strict=True))
    return content, forms, lead


def _best(row: Sequence[_Line], page: _Page) -> list[_Pieces]:
    """The likeliest pieces of each line; [] where a line does not fit into the columns."""
    reached: dict[_Pieces, tuple[float, list[_Pieces]]] = {("", "", ""): (0.0, [])}
    for position, line in enumerate(row):
        following: dict[_Pieces, tuple[float, list[_Pieces]]] = {}
        for pieces in _cuts(line.text, page.widths):
            own = _cost(pieces, page)
            following[pieces] = min(
                (
                    cost + own + (_joint(before, pieces, page) if position else _opening(pieces)),
                    [*path, pieces],
                )
                for before, (cost, path) in reached.items()
            )
        if not following:
            return []
        reached = following
    return min(reached.values())[1]


def _strain(pieces: Sequence[_Pieces], widths: tuple[float, float, float]) -> float:
    """What of the cut contradicts the way words are wrapped; 0 where nothing does."""
    page = _Page(widths, frozenset())
    return (
        _opening(pieces[0])
        + sum(_cost(piece, page) for piece in pieces)
        + sum(_joint(one, other, page) for one, other in pairwise(pieces))
    )


def _cuts(text: str, widths: tuple[float, float, float]) -> list[_Pieces]:
    """Ways to cut the line that about fit into the columns; [] for one of another table."""
    if _width(text) > sum(widths) + len(widths) * _SLACK:
        return []
    parts = text.split()
    ways = [
        (" ".join(parts[:first]), " ".join(parts[first:second]), " ".join(parts[second:]))
        for first in range(len(parts) + 1)
        for second in range(first, len(parts) + 1)
    ]
    return [
        way
        for way in ways
        if all(_width(piece) <= width + _SLACK for piece, width in zip(way, widths, strict=True))
    ]


def _opening(pieces: _Pieces) -> float:
    return _GAP * sum(not piece for piece in pieces)


def _cost(pieces: _Pieces, page: _Page) -> float:
    content, forms, who = pieces
    cost = sum(
        _TOO_LONG * max(0, _width(piece) - 1.03 * width)
        for piece, width in zip(pieces, page.widths, strict=True)
    )
    misplaced = [_WHO.search(_folded(content)), _WHO.search(_folded(forms))]
    inside = [_WHO.search(_folded(who), 1), _ITEM.search(content), _ITEM.search(forms)]
    cost += _OUT_OF_PLACE * sum(bool(found) for found in (*misplaced, *inside))
    cost += _OUT_OF_PLACE * sum(piece.endswith(("-", "–")) for piece in pieces)
    filled = [piece for piece in pieces if piece]
    cost += _KNOWN * sum(page.knows(one, other) for one, other in pairwise(filled))
    cost += _UNUSUAL * (_ITEM.search(who) is not None)
    return cost + _OUT_OF_PLACE * (_ITEM_START.match(content) is not None)


def _joint(before: _Pieces, after: _Pieces, page: _Page) -> float:
    """What speaks against the pieces ``after`` going on from the pieces ``before``."""
    cost = 0.0
    for one, other, width, opens in zip(before, after, page.widths, _OPENS, strict=True):
        if not other:
            continue
        known = page.knows(one, other)
        cost -= _KNOWN * known
        if opens.match(_folded(other)):
            continue
        if _ITEM_START.match(other) and not known:
            cost += _UNUSUAL
        if not one:
            cost += _GAP
        elif _width(one) + 0.6 + _width(other.split()[0]) <= _LOOSE * width:
            cost += _TOO_SHORT
    return cost


def _cells(
    row: Sequence[_Line], pieces: Sequence[_Pieces], time: Cell | None
) -> dict[str, list[Cell]]:
    content, forms, who = (
        [(line.number, piece[place]) for line, piece in zip(row, pieces, strict=True)]
        for place in range(3)
    )
    return {
        "content": _joined(content, None),
        "forms": _joined(forms, _ITEM_START),
        "who": _joined(who, _WHO),
        "time": [time] if time else [],
    }


def _joined(pieces: Sequence[tuple[int, str]], opens: re.Pattern[str] | None) -> list[Cell]:
    """The pieces of a column put together, one cell for each that ``opens``."""
    found: list[Cell] = []
    for number, text in pieces:
        if found and text and not (opens and opens.match(_folded(text))):
            last = found[-1]
            found[-1] = Cell(f"{last.text} {text}", last.first, number)
        elif text:
            found.append(Cell(text, number, number))
    return found
