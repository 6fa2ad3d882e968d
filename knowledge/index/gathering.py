"""Gather every record in use, own content and imports alike, as items and entries."""

from collections.abc import Iterable, Sequence

from knowledge.content import Content
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
)
from knowledge.index.plan_items import fact_items, window_items
from knowledge.library import Library, Stored
from knowledge.records import Contact, Faq, Procedure, RecordKind, Validity
from knowledge.restoring import RestoredPlan

OWN = "content"


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
    """All that can be found: the project's own records first, then what was imported.

    A procedure that both hold is told in our own words, but the import decides its legal life:
    an office that imports an abolition must see it at once.
    """
    gathered = Gathered()
    imported = {stored.key: stored for stored in library.current(RecordKind.PROCEDURE)}
    for own in content.procedures:
        twin = imported.pop(own.code, None) if own.code else None
        record = _with_life_of(own, twin) if twin else own
        phrases = content.phrases.get(own.code or "", ())
        gathered.add(procedure_item(record, OWN, None, own=True), procedure_texts(record, phrases))
    for stored in imported.values():
        procedure = Procedure.model_validate(stored.payload)
        item = procedure_item(procedure, stored.file, stored.lines, own=False)
        gathered.add(item, procedure_texts(procedure, content.phrases.get(stored.key, ())))
    _add_faqs(gathered, content, library)
    _add_contacts(gathered, content, library)
    for plan in content.plans:
        for item, texts in fact_items(plan, OWN, plans):
            gathered.add(item, texts)
    for restored in plans:
        for item, texts in window_items(restored):
            gathered.add(item, texts)
    return gathered


def _add_faqs(gathered: Gathered, content: Content, library: Library) -> None:
    faqs = {faq.id: (faq, OWN) for faq in content.faqs}
    for stored in library.current(RecordKind.FAQ):
        faqs[stored.key] = (Faq.model_validate(stored.payload), stored.file)
    for faq, file in faqs.values():
        gathered.add(faq_item(faq, file), faq_texts(faq))


def _add_contacts(gathered: Gathered, content: Content, library: Library) -> None:
    contacts = {contact.id: (contact, OWN) for contact in content.contacts}
    for kind in (RecordKind.OFFICE, RecordKind.HOTLINE):
        for stored in library.current(kind):
            contacts[stored.key] = (Contact.model_validate(stored.payload), stored.file)
    for contact, file in contacts.values():
        gathered.add(contact_item(contact, file), contact_texts(contact))


def _with_life_of(own: Procedure, twin: Stored) -> Procedure:
    theirs = Validity.model_validate(twin.payload.get("validity", {}))
    stated = theirs.model_dump(exclude_none=True)
    return own.model_copy(update={"validity": own.validity.model_copy(update=stated)})
