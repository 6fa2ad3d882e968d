"""Rows of work that a plan sets out under the headings of its body instead of in an annex."""

import re
from collections.abc import Iterable, Sequence

from knowledge.plans.headings import Level
from knowledge.plans.outline import Section
from knowledge.plans.parse.citations import short_body
from knowledge.plans.parse.items import without_mark
from knowledge.plans.parse.labels import Label, labelled
from knowledge.plans.parse.passage import paragraphs
from knowledge.plans.parse.roles import Block
from knowledge.plans.parse.schedule import read_time
from knowledge.records.plan import ScheduleRow

_PART = re.compile(r";\s*|,\s*(?=(?P<next>[^\W\d_]+))")


def body_rows(lines: Sequence[str], found: Iterable[Block]) -> list[ScheduleRow]:
    """A row for each heading of ``found`` under which labelled lines say who does the work."""
    runs = (run for block in found for run in block.runs(Level.SUBPOINT))
    return [row for run in runs if (row := _row(lines, run))]


def sets_out_tasks(lines: Sequence[str], block: Block) -> bool:
    """Whether the points of ``block`` are tasks with labels, not bodies with duties."""
    points = [run for run in block.runs(Level.POINT) if run[0].level == Level.POINT]
    rows = [run for run in points if _row(lines, run)]
    return bool(rows) and 2 * len(rows) >= len(points)


def _row(lines: Sequence[str], group: Sequence[Section]) -> ScheduleRow | None:
    pieces = [piece for part in group for piece in paragraphs(lines, part.first, part.last)]
    said: dict[Label, str] = {}
    for piece in pieces:
        for label, text in labelled(piece):
            if text:
                said.setdefault(label, text)
    if not {Label.LEAD, Label.COORDINATING} & said.keys():
        return None
    heading = without_mark(pieces[0].text).strip(" .;,:")
    if next(labelled(pieces[0]), None) or not any(char.isalpha() for char in heading):
        return None
    time, due = read_time(said.get(Label.TIME, ""))
    return ScheduleRow(
        content=heading,
        forms=[form for form in re.split(r";\s+", said.get(Label.FORM, "")) if form],
        lead=short_body(said.get(Label.LEAD, "")) or None,
        coordinating=[short_body(name) for name in _bodies(said.get(Label.COORDINATING, ""))],
        time=time,
        due=due,
        lines=(group[0].first, pieces[-1].lines[1]),
    )


def _bodies(text: str) -> list[str]:
    """Bodies in ``text``; after a comma a small letter goes on with the same one.

    'Các phòng, ban của xã, Đoàn Thanh niên' are two.
    """
    found, begin = [], 0
    for mark in _PART.finditer(text):
        following = mark["next"]
        if following is None or following[0].isupper() or following == "các":
            found.append(text[begin : mark.start()])
            begin = mark.end()
    names = (name.strip(" .;,") for name in [*found, text[begin:]])
    return [name for name in names if name]
