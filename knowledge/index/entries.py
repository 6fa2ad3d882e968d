"""What the index holds: items that can be hits, and the texts by which each is found."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from knowledge.records import (
    Contact,
    ContactKind,
    Faq,
    Level,
    PlanRecord,
    Procedure,
    RecordKind,
    Refusal,
    Validity,
)
from knowledge.records.base import Record


class EntryField(IntEnum):
    """Which part of its record an entry's text is; ranking may weigh them apart."""

    NAME = 0
    ALIAS = 1
    LIFE_EVENT = 2
    BODY = 3
    PHRASE = 4
    SENTENCE = 5
    ROLE = 6


@dataclass(frozen=True)
class Item:
    """One possible hit. ``payload`` is its record as JSON data, for the answer."""

    key: str
    kind: RecordKind
    code: str | None
    title: str
    file: str
    lines: tuple[int, int] | None
    commune: bool
    own: bool
    validity: Validity
    payload: dict[str, Any] = field(repr=False)

    @property
    def reference(self) -> str:
        """What a button or a link names the item by: its code, else its own name in the key."""
        if self.kind is RecordKind.PROCEDURE and self.code:
            return self.code
        return self.key.partition(":")[2].replace(":", ".")


@dataclass(frozen=True)
class Entry:
    """One text that leads to the item at position ``item``."""

    item: int
    field: EntryField
    text: str


Texts = Iterator[tuple[EntryField, str]]


def procedure_item(record: Procedure, file: str, lines: tuple[int, int] | None, own: bool) -> Item:
    """A procedure; found by its name with its field, its aliases and its life events."""
    return Item(
        key=f"procedure:{record.code or record.id}",
        kind=RecordKind.PROCEDURE,
        code=record.code,
        title=record.name,
        file=file,
        lines=lines,
        commune=Level.COMMUNE in record.level,
        own=own,
        validity=record.validity,
        payload=_payload(record),
    )


def procedure_texts(record: Procedure, phrases: tuple[str, ...] = ()) -> Texts:
    """The texts that lead to a procedure."""
    yield EntryField.NAME, f"{record.name}. {record.field}"
    for alias in record.aliases:
        yield EntryField.ALIAS, alias
    for event in record.life_events:
        yield EntryField.LIFE_EVENT, event
    for phrase in phrases:
        yield EntryField.PHRASE, phrase


def faq_item(record: Faq, file: str) -> Item:
    """A frequently asked question."""
    return Item(
        key=f"faq:{record.id}",
        kind=RecordKind.FAQ,
        code=None,
        title=record.question,
        file=file,
        lines=None,
        commune=True,
        own=True,
        validity=record.validity,
        payload=_payload(record),
    )


def faq_texts(record: Faq) -> Texts:
    """The question and the other ways to ask it."""
    yield EntryField.NAME, record.question
    for variant in record.variants:
        yield EntryField.ALIAS, variant


def contact_item(record: Contact, file: str) -> Item:
    """An office, a portal (shown as an office) or a hotline."""
    kind = RecordKind.HOTLINE if record.kind is ContactKind.HOTLINE else RecordKind.OFFICE
    return Item(
        key=f"{kind}:{record.id}",
        kind=kind,
        code=None,
        title=record.name,
        file=file,
        lines=None,
        commune=True,
        own=True,
        validity=Validity(),
        payload=_payload(record),
    )


def contact_texts(record: Contact) -> Texts:
    """Name with what it serves, and other names."""
    yield EntryField.NAME, f"{record.name}. {record.serves}"
    for alias in record.aliases:
        yield EntryField.ALIAS, alias


def refusal_item(record: Refusal, file: str) -> Item:
    """A kind of questions to be refused; it competes with the records and is never shown."""
    return Item(
        key=f"{RecordKind.REFUSAL}:{record.id}",
        kind=RecordKind.REFUSAL,
        code=None,
        title=record.about,
        file=file,
        lines=None,
        commune=False,
        own=False,
        validity=Validity(),
        payload={"reason": record.reason},
    )


def refusal_texts(record: Refusal) -> Texts:
    """The questions themselves; what they are about is said by nobody."""
    for question in record.questions:
        yield EntryField.PHRASE, question


def plan_fact_items(
    record: PlanRecord, file: str
) -> Iterator[tuple[Item, list[tuple[EntryField, str]]]]:
    """One item a fact, so that a question about a plan finds just its answer."""
    names = f"Kế hoạch {record.number}. {record.title}"
    for number, fact in enumerate(record.facts, start=1):
        item = Item(
            key=f"plan:{record.id}:{number}",
            kind=RecordKind.PLAN,
            code=record.number,
            title=f"{record.title} ({record.number})",
            file=file,
            lines=None,
            commune=True,
            own=True,
            validity=Validity(issued=record.date),
            payload={
                **fact.model_dump(mode="json"),
                "plan": record.id,
                "source": _payload(record)["source"],
                "checked_on": record.checked_on.isoformat(),
            },
        )
        texts = [
            (EntryField.NAME, f"{fact.question} {record.title}"),
            (EntryField.BODY, f"{names}. {fact.answer}"),
        ]
        texts += [(EntryField.ALIAS, variant) for variant in fact.variants]
        yield item, texts


def _payload(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)
