"""Offices, hotlines and portals. A ward's own are placeholders until the ward fills them."""

import datetime as dt
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from knowledge.records.base import Record, Slug, Source, Text


class ContactKind(StrEnum):
    """What a contact is; a portal is shown like an office without a door."""

    HOTLINE = "hotline"
    OFFICE = "office"
    PORTAL = "portal"


class Scope(StrEnum):
    """Whose contact it is."""

    NATIONAL = "national"
    WARD = "ward"


class Contact(Record):
    """One way to reach somebody. With ``to_fill`` it holds no facts and is never stated."""

    id: Slug
    kind: ContactKind
    scope: Scope
    name: Text
    serves: Text
    aliases: list[Text] = []
    phone: Text | None = None
    url: Text | None = None
    email: Text | None = None
    address: Text | None = None
    hours: Text | None = None
    fee_note: Text | None = None
    to_fill: bool = False
    source: Source | None = None
    checked_on: dt.date | None = None

    @model_validator(mode="after")
    def _stated_only_with_a_source(self) -> Self:
        facts = (self.phone, self.url, self.email, self.address)
        if self.to_fill:
            if any(facts):
                raise ValueError("a contact marked to_fill must not hold facts yet")
        elif not any(facts):
            raise ValueError("a contact needs a phone, url, email or address, or to_fill: true")
        elif self.source is None or self.checked_on is None:
            raise ValueError("a contact needs a source and checked_on")
        return self
