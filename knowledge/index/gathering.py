"""Gather every record in use, own content and imports alike, as items and entries."""

from collections.abc import Iterable, Sequence

from knowledge.content import Content
from knowledge.editing import contacts_held, faqs_held, procedures_held
from knowledge.editing.in_force import OWN
from knowledge.index.entries import (
    Entry,
    EntryField,
    Item,
    contact_item,
    contact_texts,
    faq_item,
    faq_texts,
    procedure_item,
    procedure_texts,
    refusal_item,
    refusal_texts,
)
from knowledge.index.plan_items import fact_items, window_items
from knowledge.library import Library
from knowledge.plans import RestoredPlan


class Gathered:
    """Items with the entries that lead to them, in a stable order."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.entries: list[Entry] = []

    def add(self, item: Item, texts: Iterable[tuple[EntryField, str]]) -> None:
        """Add one item and its texts; a text said twice of one item counts once."""
        position = len(self.items)
        self.items.append(item)
        unique = dict.fromkeys(texts)
        self.entries += [Entry(position, field, text) for field, text in unique]


def gather(content: Content, library: Library, plans: Sequence[RestoredPlan] = ()) -> Gathered:
    """All that can be found; which text of a record counts is told in ``knowledge.editing``."""
    gathered = Gathered()
    for procedure in procedures_held(content, library):
        item = procedure_item(procedure.record, procedure.file, procedure.lines, procedure.own)
        phrases = content.phrases.get(procedure.record.code or "", ())
        gathered.add(item, procedure_texts(procedure.record, phrases))
    for faq in faqs_held(content, library):
        gathered.add(faq_item(faq.record, faq.file), faq_texts(faq.record))
    for contact in contacts_held(content, library):
        gathered.add(contact_item(contact.record, contact.file), contact_texts(contact.record))
    for refusal in content.refusals:
        gathered.add(refusal_item(refusal, OWN), refusal_texts(refusal))
    for plan in content.plans:
        for item, texts in fact_items(plan, OWN, plans):
            gathered.add(item, texts)
    for restored in plans:
        for item, texts in window_items(restored):
            gathered.add(item, texts)
    return gathered
