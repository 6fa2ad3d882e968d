"""Plans as items: windows of imported files, and facts in our words with their place in one."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.index.entries import EntryField, Item, plan_fact_items
from knowledge.index.plan_texts import roles, roles_in, sentences
from knowledge.plans import PlanWindow, RestoredPlan
from knowledge.records import PlanRecord, RecordKind, Validity
from knowledge.text import tokens

Found = Iterator[tuple[Item, list[tuple[EntryField, str]]]]


def window_items(plan: RestoredPlan) -> Found:
    """The windows of an imported plan, at most 25 lines each.

    Each is found by its text, by its sentences, and by the questions its elements answer.
    ``payload['called']`` is what the plan is called by: who issued it, and its number.
    """
    reading = plan.reading
    title = reading.title or plan.file
    told = roles(reading, plan.windows[0].lines) if plan.windows else []
    for window in plan.windows:
        first, last = window.lines
        item = Item(
            key=f"plan:{plan.file}:{first}-{last}",
            kind=RecordKind.PLAN,
            code=reading.number,
            title=title,
            file=plan.file,
            lines=window.lines,
            commune=True,
            own=False,
            validity=Validity(issued=reading.date),
            payload={
                "question": window.section,
                "answer": window.text,
                "section": window.section,
                "checked_on": plan.imported_on,
                "called": [name for name in (reading.issuer, reading.place) if name],
            },
        )
        texts = [(EntryField.BODY, f"{title}. {window.section}. {window.text}")]
        texts += [(EntryField.SENTENCE, sentence) for sentence in sentences(window.text)]
        texts += [(EntryField.ROLE, role) for role in roles_in(window, told)]
        yield item, texts


def fact_items(record: PlanRecord, file: str, plans: Sequence[RestoredPlan]) -> Found:
    """The facts of a plan; each points into the imported file where the ward holds the plan."""
    held = next((plan for plan in plans if _is_same(record, plan)), None)
    for item, texts in plan_fact_items(record, file):
        window = _place(item, held.windows) if held else None
        if held is None or window is None:
            yield item, texts
        else:
            yield replace(item, file=held.file, lines=window.lines), texts


def _is_same(record: PlanRecord, plan: RestoredPlan) -> bool:
    """The same document: its number, or its date where the scan hides the number."""
    reading = plan.reading
    if reading.number is not None:
        return reading.number == record.number and reading.date in (None, record.date)
    return reading.date == record.date


def _place(item: Item, windows: Sequence[PlanWindow]) -> PlanWindow | None:
    """The window of the fact's own section that shares most rare words with its answer."""
    section = str(item.payload["section"])
    within = [window for window in windows if window.section.startswith(section)]
    candidates = within or list(windows[:1] if section.startswith("Phần đầu") else windows)
    words = [set(tokens(f"{window.section} {window.text}")) for window in candidates]
    spread = Counter(word for some in words for word in some)
    said = set(tokens(str(item.payload["answer"])))

    def shared(some: set[str]) -> float:
        return sum(math.log(1 + len(words) / spread[word]) for word in said & some)

    best = max(zip(candidates, words, strict=True), key=lambda pair: shared(pair[1]), default=None)
    return best[0] if best and shared(best[1]) > 0 else None
