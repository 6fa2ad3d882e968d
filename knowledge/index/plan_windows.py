"""Imported plans as items: one per window of at most 25 lines, each knowing its section."""

from collections.abc import Iterator

from knowledge.index.entries import EntryField, Item
from knowledge.records import RecordKind, Validity
from knowledge.restoring import RestoredPlan


def plan_window_items(plan: RestoredPlan) -> Iterator[tuple[Item, list[tuple[EntryField, str]]]]:
    """The windows of an imported plan, each found by its text and its plan's name."""
    reading, stored = plan.reading, plan.stored
    title = reading.title or stored.file
    for window in plan.windows:
        first, last = window.lines
        item = Item(
            key=f"plan:{stored.key}:{first}-{last}",
            kind=RecordKind.PLAN,
            code=reading.number,
            title=title,
            file=stored.file,
            lines=(first, last),
            commune=True,
            own=False,
            validity=Validity(issued=reading.date),
            payload={
                "question": window.section,
                "answer": window.text,
                "section": window.section,
                "checked_on": stored.payload["imported_on"],
            },
        )
        yield item, [(EntryField.BODY, f"{title}. {window.section}. {window.text}")]
