"""Plans put together again from the index, where each fact or window is an item of its own."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.index import Item
from knowledge.records import RecordKind


@dataclass(frozen=True)
class Part:
    """A fact in our own words, or some lines of an imported file as they were read."""

    section: str
    question: str
    text: str
    lines: tuple[int, int] | None


@dataclass
class Plan:
    """One plan; ``own`` tells our own reading from an imported file."""

    key: str
    title: str
    number: str | None
    issued: dt.date | None
    own: bool
    file: str
    parts: list[Part] = field(default_factory=list)

    @property
    def sections(self) -> dict[str, list[Part]]:
        """The parts by section, in the plan's order."""
        grouped: dict[str, list[Part]] = {}
        for part in self.parts:
            grouped.setdefault(part.section, []).append(part)
        return grouped


def plans_of(items: Iterable[Item]) -> list[Plan]:
    """All plans among ``items``, the newest first; without a date they come last."""
    plans: dict[str, Plan] = {}
    for item in items:
        if item.kind is not RecordKind.PLAN:
            continue
        # An item's key names its plan, then its part.
        key = item.key.rpartition(":")[0]
        plan = plans.setdefault(
            key, Plan(key, item.title, item.code, item.validity.issued, item.own, item.file)
        )
        payload = item.payload
        plan.parts.append(
            Part(
                section=str(payload.get("section") or "Không ghi mục"),
                question=str(payload.get("question") or "") if item.own else "",
                text=str(payload.get("answer") or ""),
                lines=item.lines,
            )
        )
    return sorted(plans.values(), key=lambda plan: plan.issued or dt.date.min, reverse=True)
