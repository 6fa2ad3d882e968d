"""The records that staff may edit, and by what each is known."""

from enum import StrEnum

from knowledge.records import Contact, Faq, Procedure, RecordKind

DESK = "desk"
"""Stands where an imported record names its file."""

Editable = Procedure | Faq | Contact


class EditKind(StrEnum):
    """The closed list of what can be edited; a contact is an office, a portal or a hotline."""

    PROCEDURE = "procedure"
    FAQ = "faq"
    CONTACT = "contact"

    @property
    def layer(self) -> str:
        """The library's kind that holds these records apart from what was imported."""
        return f"{DESK}-{self.value}"


_SCHEMAS: dict[EditKind, type[Procedure] | type[Faq] | type[Contact]] = {
    EditKind.PROCEDURE: Procedure,
    EditKind.FAQ: Faq,
    EditKind.CONTACT: Contact,
}


def schema_of(kind: EditKind) -> type[Procedure] | type[Faq] | type[Contact]:
    """The record's schema, the same as for content and imports."""
    return _SCHEMAS[kind]


def key_of(record: Editable) -> str:
    """A procedure's code where it has one, else the record's id."""
    return (record.code or record.id) if isinstance(record, Procedure) else record.id


def kind_of(kind: RecordKind) -> EditKind | None:
    """What a hit of ``kind`` is to an editor; None for plans, which are corrected, not edited."""
    if kind in (RecordKind.OFFICE, RecordKind.HOTLINE):
        return EditKind.CONTACT
    return EditKind(kind.value) if kind.value in set(EditKind) else None
