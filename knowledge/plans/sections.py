"""Cut a plan into windows of at most 25 lines that follow its sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.plans.annex import annex_rows
from knowledge.plans.constants import MAX_WINDOW_LINES, OVERLAP_LINES, TARGET_WINDOW_LINES
from knowledge.plans.headings import Level, is_bullet
from knowledge.plans.outline import Part, Section, outline

_Span = tuple[int, int]


@dataclass(frozen=True)
class PlanWindow:
    """A stretch of a plan to be found by search.

    ``text`` are its lines without blank ones; ``lines`` its place in the file, 1-based and
    inclusive, at most 25 lines; ``section`` what it stands under ('II.3 Hình thức tuyên truyền'),
    which ``text`` does not repeat.
    """

    text: str
    lines: _Span
    section: str


def windows(lines: Sequence[str]) -> list[PlanWindow]:
    """Windows over the ``lines`` of one plan, in order.

    A section that is short enough is one window; a longer one is cut between its paragraphs, the
    short paragraph before a cut repeated. Every line that is not blank is in some window.
    """
    found: list[PlanWindow] = []
    for unit in _units(outline(lines)):
        rows = _rows(lines, unit)
        for first, last in _cut(lines, unit):
            text = "\n".join(line.strip() for line in lines[first - 1 : last] if line.strip())
            if any(char.isalnum() for char in text):
                found.append(
                    PlanWindow(text, (first, last), _name(unit, first, last) + _row(rows, last))
                )
    return found


def _rows(lines: Sequence[str], unit: Sequence[Section]) -> list[int]:
    """First lines of the rows, where ``unit`` is an annex."""
    if unit[0].part is not Part.ANNEX:
        return []
    rows, _ = annex_rows(lines, unit[0].first, unit[-1].last)
    return [row.lines[0] for row in rows]


def _row(rows: Sequence[int], last: int) -> str:
    """Which row of the annex a window ends in: ', dòng 2'."""
    number = sum(start <= last for start in rows)
    return f", dòng {number}" if number else ""


def _units(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Group sections: a point with its subsections, a part's bare heading with what follows."""
    unit: list[Section] = []
    for section in sections:
        joins = bool(unit) and section.part is Part.BODY is unit[0].part
        if joins and section.level <= Level.POINT:
            joins = unit[-1].level == Level.PART and section.level == Level.POINT and len(unit) == 1
            joins = joins and unit[0].last - unit[0].first < OVERLAP_LINES
        if unit and not joins:
            yield unit
            unit = []
        unit.append(section)
    if unit:
        yield unit


def _cut(lines: Sequence[str], unit: Sequence[Section]) -> list[_Span]:
    first, last = _trim(lines, unit[0].first, unit[-1].last)
    if last < first:
        return []
    if unit[0].part is Part.ANNEX:
        return _cut_annex(lines, first, last)
    if last - first < TARGET_WINDOW_LINES:
        return [(first, last)]
    return _pack(lines, list(_paragraphs(lines, first, last, {part.first for part in unit})))


def _cut_annex(lines: Sequence[str], first: int, last: int) -> list[_Span]:
    rows, _ = annex_rows(lines, first, last)
    starts = [row.lines[0] for row in rows]
    borders = [first, *[start for start in starts[1:] if start > first], last + 1]
    spans: list[_Span] = []
    for start, following in pairwise(borders):
        spans += _halve(*_trim(lines, start, following - 1))
    if len(spans) > 1 and _fits(spans[0][0], spans[1][1]) and not starts:
        spans[:2] = [(spans[0][0], spans[1][1])]
    return _joined(spans)


def _joined(spans: Sequence[_Span]) -> list[_Span]:
    """Rows of a line or two (Word tables) put together up to the size of a window."""
    joined: list[_Span] = []
    for first, last in spans:
        if joined and last - joined[-1][0] < TARGET_WINDOW_LINES // 2:
            joined[-1] = (joined[-1][0], last)
        elif last >= first:
            joined.append((first, last))
    return joined


def _paragraphs(lines: Sequence[str], first: int, last: int, starts: set[int]) -> Iterator[_Span]:
    """Spans of paragraphs: they begin at headings, bullets and after blank lines."""
    begin, blank = first, False
    for number in range(first + 1, last + 1):
        line = lines[number - 1]
        if not line.strip():
            blank = True
            continue
        if blank or number in starts or is_bullet(line):
            yield _trim(lines, begin, number - 1)
            begin = number
        blank = False
    yield _trim(lines, begin, last)


def _pack(lines: Sequence[str], paragraphs: Sequence[_Span]) -> list[_Span]:
    spans: list[_Span] = []
    begin, end = paragraphs[0]
    previous = paragraphs[0]
    for paragraph in paragraphs[1:]:
        if paragraph[1] - begin >= TARGET_WINDOW_LINES:
            spans += _halve(begin, end)
            short = previous[1] - previous[0] < OVERLAP_LINES and previous[0] > begin
            begin = previous[0] if short and _fits(previous[0], paragraph[1]) else paragraph[0]
        end, previous = paragraph[1], paragraph
    return [_trim(lines, *span) for span in [*spans, *_halve(begin, end)]]


def _halve(first: int, last: int) -> list[_Span]:
    """The span itself where it fits, else windows of the target size that overlap."""
    if _fits(first, last):
        return [(first, last)]
    end = first + TARGET_WINDOW_LINES + OVERLAP_LINES - 1
    return [(first, end), *_halve(end - OVERLAP_LINES + 1, last)]


def _fits(first: int, last: int) -> bool:
    return last - first < MAX_WINDOW_LINES


def _trim(lines: Sequence[str], first: int, last: int) -> _Span:
    while first <= last and not lines[first - 1].strip():
        first += 1
    while last >= first and not lines[last - 1].strip():
        last -= 1
    return first, last


def _name(unit: Sequence[Section], first: int, last: int) -> str:
    """'II.3 Hình thức …'; inside one subsection 'II.3.2 Hình thức …' with the point's title."""
    within = [section for section in unit if section.first <= last and section.last >= first]
    titled = next((s for s in reversed(within) if s.level <= Level.POINT), unit[0])
    point = next((s for s in reversed(unit) if s.level <= Level.POINT), titled)
    if len(within) == 1 and within[0].level > Level.POINT:
        return f"{within[0].label} {point.title}".strip()
    return point.name if titled.level <= point.level else titled.name
