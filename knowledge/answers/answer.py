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


# Why it is asked back once more: it is clear what is asked, and not yet of which record.
STILL_TO_CHOOSE = "still to choose"


@dataclass(frozen=True)
class Page:
    """Which of ``total`` steps is told, from 1; 0 for all of them in short.

    ``turned`` when it was asked for by its number, so that it follows on another page.
    """

    number: int
    total: int
    turned: bool = False


@dataclass(frozen=True)
class Answer:
    """``subject`` is the reference of the record told about; ``aspects`` what was told of it.

    ``page`` stands where the steps may be read one by one. ``part`` is how far a long list of
    documents was told, ``more`` whether another part follows. ``why`` names the
    rule of ``knowledge.search.deciding`` that decided the search behind it.
    """

    state: State
    text: str
    kind: RecordKind | None = None
    subject: str | None = None
    aspects: tuple[Aspect, ...] = ()
    sources: tuple[Cited, ...] = ()
    choices: tuple[Choice, ...] = ()
    hits: tuple[Hit, ...] = ()
    page: Page | None = None
    part: int = 1
    more: bool = False
    why: str = ""
