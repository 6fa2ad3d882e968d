"""Plans as items: windows of imported files, and facts in our words with their place in one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.index.entries import EntryField, Item, plan_fact_items
from knowledge.plans import PlanWindow
from knowledge.records import PlanRecord, RecordKind, Validity
from knowledge.restoring import RestoredPlan
from knowledge.text import tokens

Found = Iterator[tuple[Item, list[tuple[EntryField, str]]]]


def window_items(plan: RestoredPlan) -> Found:
    """The windows of an imported plan, at most 25 lines each, found by their text."""
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
            lines=window.lines,
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


def fact_items(record: PlanRecord, file: str, plans: Sequence[RestoredPlan]) -> Found:
    """The facts of a plan; each points into the imported file where the ward holds the plan."""
    held = next((plan for plan in plans if _is_same(record, plan)), None)
    for item, texts in plan_fact_items(record, file):
        window = _place(item, held.windows) if held else None
        if held is None or window is None:
            yield item, texts
        else:
            yield replace(item, file=held.stored.file, lines=window.lines), texts


def _is_same(record: PlanRecord, plan: RestoredPlan) -> bool:
    """The same document: its number, or its date where the scan hides the number."""
    reading = plan.reading
    if reading.number is not None:
        return reading.number == record.number and reading.date in (None, record.date)
    return reading.date == record.date


def _place(item: Item, windows: Sequence[PlanWindow]) -> PlanWindow | None:
    """The window that shares most words with a fact."""
    said = set(tokens(f"{item.payload['question']} {item.payload['answer']}"))
    best, most = None, 0.0
    for window in windows:
        words = set(tokens(f"{window.section} {window.text}"))
        share = len(said & words) / (len(said) or 1)
        if share > most:
            best, most = window, share
    return best
