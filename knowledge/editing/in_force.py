"""Which text of a record counts: staff's before the project's own before what was imported."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from knowledge.content import Content
from knowledge.editing.kinds import DESK, Editable, EditKind
from knowledge.editing.layer import DeskLayer
from knowledge.library import Library, Stored
from knowledge.records import Contact, Faq, Procedure, RecordKind, Validity

OWN = "content"

R = TypeVar("R", bound=Editable)


@dataclass(frozen=True)
class Held(Generic[R]):
    """A record in force; ``file`` is where it came from, ``own`` whether it is in our words."""

    key: str
    record: R
    file: str
    lines: tuple[int, int] | None = None
    own: bool = True


def procedures_held(content: Content, library: Library) -> Iterator[Held[Procedure]]:
    """Every procedure once.

    One that is imported as well is told in our own words, but the import decides its legal life:
    an office that imports an abolition must see it at once. Staff's text decides its life too,
    until an import that came after it says otherwise.
    """
    imported = {stored.key: stored for stored in library.current(RecordKind.PROCEDURE)}
    edited = DeskLayer(library).current(EditKind.PROCEDURE)
    for own in content.procedures:
        key = own.code or own.id
        twin = imported.pop(key, None)
        if (edit := edited.pop(key, None)) is not None:
            yield Held(key, _edited(edit, twin), DESK)
        else:
            yield Held(key, _with_life_of(own, twin) if twin else own, OWN)
    for key, stored in imported.items():
        if (edit := edited.pop(key, None)) is not None:
            yield Held(key, _edited(edit, stored), DESK)
        else:
            record = Procedure.model_validate(stored.payload)
            yield Held(key, record, stored.file, stored.lines, own=False)
    for key, edit in edited.items():
        yield Held(key, _edited(edit, None), DESK)


def faqs_held(content: Content, library: Library) -> Iterator[Held[Faq]]:
    """Every FAQ once; an imported one takes the place of our own, staff's that of both."""
    faqs = {faq.id: Held(faq.id, faq, OWN) for faq in content.faqs}
    for stored in library.current(RecordKind.FAQ):
        faqs[stored.key] = Held(stored.key, Faq.model_validate(stored.payload), stored.file)
    for key, stored in DeskLayer(library).current(EditKind.FAQ).items():
        faqs[key] = Held(key, Faq.model_validate(stored.payload), DESK)
    yield from faqs.values()


def contacts_held(content: Content, library: Library) -> Iterator[Held[Contact]]:
    """Every contact once, in the same order of precedence as FAQs."""
    contacts = {one.id: Held(one.id, one, OWN) for one in content.contacts}
    for kind in (RecordKind.OFFICE, RecordKind.HOTLINE):
        for stored in library.current(kind):
            record = Contact.model_validate(stored.payload)
            contacts[stored.key] = Held(stored.key, record, stored.file)
    for key, stored in DeskLayer(library).current(EditKind.CONTACT).items():
        contacts[key] = Held(key, Contact.model_validate(stored.payload), DESK)
    yield from contacts.values()


def held_of(
    kind: EditKind, content: Content, library: Library
) -> Iterator[Held[Procedure] | Held[Faq] | Held[Contact]]:
    """Every record of ``kind`` in force."""
    match kind:
        case EditKind.PROCEDURE:
            yield from procedures_held(content, library)
        case EditKind.FAQ:
            yield from faqs_held(content, library)
        case EditKind.CONTACT:
            yield from contacts_held(content, library)


def held(
    kind: EditKind, key: str, content: Content, library: Library
) -> Held[Procedure] | Held[Faq] | Held[Contact] | None:
    """The record of ``kind`` in force under ``key``; None when there is none."""
    return next((one for one in held_of(kind, content, library) if one.key == key), None)


def _edited(edit: Stored, twin: Stored | None) -> Procedure:
    record = Procedure.model_validate(edit.payload)
    newer = twin is not None and twin.imported_at > edit.imported_at
    return _with_life_of(record, twin) if twin and newer else record


def _with_life_of(record: Procedure, twin: Stored) -> Procedure:
    theirs = Validity.model_validate(twin.payload.get("validity", {}))
    stated = theirs.model_dump(exclude_none=True)
    return record.model_copy(update={"validity": record.validity.model_copy(update=stated)})
