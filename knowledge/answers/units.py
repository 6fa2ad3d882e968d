"""What became of a place that a question calls by its old name."""

from importlib.metadata import version

from knowledge.answers.wording import say
from knowledge.index import Item
from knowledge.records import RecordKind
from knowledge.text import strings_in
from knowledge.text.old_units import PACKAGE, OldUnit, OldUnits

# The day from which the two levels of government and the merged units are in force.
IN_FORCE = "01/07/2025"
# More successors than a citizen can use are counted, not listed.
MOST_LISTED = 6


def tell_old_unit(question: str, item: Item | None) -> str | None:
    """One line about the old unit in ``question``; None where there is none or it is not certain.

    A plan that was found tells which of several places of one name is meant.
    """
    is_plan = item is not None and item.kind is RecordKind.PLAN
    context = " ".join([item.title, *strings_in(item.payload)]) if item and is_plan else ""
    unit = OldUnits.default().find(question, context)
    return None if unit is None else _line(unit)


def _line(unit: OldUnit) -> str:
    above = ", ".join(map(_inside, unit.above))
    province = _inside(unit.province)
    if len(unit.now) > MOST_LISTED:
        now = say("old_unit_many", count=str(len(unit.now)), province=province)
    elif unit.now == (unit.province,):
        now = province
    else:
        now = f"{', '.join(map(_inside, unit.now))} ({province})"
    name = f"{unit.name} ({above})" if above else unit.name
    source = f"{PACKAGE} {version(PACKAGE)}"
    return say("old_unit", name=name, now=now, day=IN_FORCE, source=source)


def _inside(name: str) -> str:
    """A name as it is written inside of a sentence: 'tỉnh Cà Mau'."""
    return name[:1].lower() + name[1:]
