"""The answer, before any channel's voice."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from knowledge.records import RecordKind
from knowledge.search import Hit
from knowledge.text import Aspect


class State(StrEnum):
    """How far the knowledge could go; a part of the product's outcomes."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NO_SOURCE = "no_source"
    OUT_OF_SCOPE = "out_of_scope"
    EXPIRED_SOURCE = "expired_source"


@dataclass(frozen=True)
class Cited:
    """A source as it is shown beside an answer."""

    title: str
    code: str | None
    url: str | None
    checked_on: dt.date | None


@dataclass(frozen=True)
class Choice:
    """Something that may be meant; ``reference`` finds the item again."""

    title: str
    reference: str


@dataclass(frozen=True)
class Answer:
    """``subject`` is the reference of the record told about; ``aspects`` what was told of it."""

    state: State
    text: str
    kind: RecordKind | None = None
    subject: str | None = None
    aspects: tuple[Aspect, ...] = ()
    sources: tuple[Cited, ...] = ()
    choices: tuple[Choice, ...] = ()
    hits: tuple[Hit, ...] = ()
