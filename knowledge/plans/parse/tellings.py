"""The passages of a plan that say how people are told."""

from collections.abc import Iterator, Sequence

from knowledge.plans.headings import Level
from knowledge.plans.outline import Part, Section
from knowledge.plans.parse.channels import Place, Telling
from knowledge.plans.parse.labels import (
    Label,
    labelled,
    names_products,
    opens_with_label,
    without_products,
)
from knowledge.plans.parse.passage import Passage, paragraphs
from knowledge.plans.parse.roles import Block, Role
from knowledge.plans.parse.schedule import ReadRow


def tellings(
    lines: Sequence[str],
    sections: Sequence[Section],
    found: Sequence[Block],
    rows: Sequence[ReadRow],
) -> Iterator[Telling]:
    """Forms where the plan lists them, else contents; tasks; the annex by its rows; duties."""
    forms = [block for block in found if block.role is Role.FORM]
    told = (Role.CONTENT, Role.REQUIREMENT)
    for block in forms or [block for role in told for block in found if block.role is role]:
        for run in block.runs(Level.POINT):
            yield _telling(lines, run, Place.LIST if forms else Place.CONTENT)
    for block in found:
        if block.role is Role.TASKS:
            for run in block.runs(Level.POINT):
                yield _telling(lines, run, Place.CONTENT)
    yield from _of_annexes(lines, sections, rows)
    for block in found:
        if block.role is Role.DUTIES:
            yield _telling(lines, [block.section, *block.children], Place.DUTIES)


def _of_annexes(
    lines: Sequence[str], sections: Sequence[Section], rows: Sequence[ReadRow]
) -> Iterator[Telling]:
    """The rows of each annex; the whole annex where none could be read."""
    for section in sections:
        if section.part is not Part.ANNEX:
            continue
        own = [row for row in rows if section.first <= row.row.lines[0] <= section.last]
        for row in own:
            yield Telling(tuple(row.told(lines)), Place.LIST, once=True)
        if not own:
            yield _telling(lines, [section], Place.LIST)


def _telling(lines: Sequence[str], run: Sequence[Section], place: Place) -> Telling:
    pieces = [
        piece
        for section in run
        if not names_products(section.title)
        for piece in without_products(paragraphs(lines, section.first, section.last))
        if _may_tell(piece)
    ]
    return Telling(tuple(pieces), place, headed=run[0].part is Part.BODY)


def _may_tell(piece: Passage) -> bool:
    """Whether ``piece`` is more than a label with a body or a time."""
    return not opens_with_label(piece) or any(label is Label.FORM for label, _ in labelled(piece))
