"""What the inbox shows, as plain values without any open session."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.store import CaseKind, CaseState, DeliveryState, Direction


class Tab(StrEnum):
    """The four queues."""

    NEW = "new"
    MINE = "mine"
    OTHERS = "others"
    CLOSED = "closed"


@dataclass(frozen=True)
class Row:
    """A case in the list; ``since`` is when it came into its present state."""

    id: int
    code: str
    kind: CaseKind
    state: CaseState
    question: str
    channel: str
    holder: str | None
    since: dt.datetime
    citizen_spoke_last: bool


@dataclass(frozen=True)
class Queue:
    """The cases of one tab, and how many there are in each."""

    tab: Tab
    rows: tuple[Row, ...]
    counts: dict[Tab, int]


@dataclass(frozen=True)
class Said:
    """One message; ``delivery`` is set for what went out by itself, outside of a turn."""

    id: int
    who: Direction
    speaker: str
    text: str
    at: dt.datetime
    delivery: DeliveryState | None
    note: str | None


@dataclass(frozen=True)
class Candidate:
    """A record that the search considered; ``score`` is the ranking's, about 0 to 1."""

    key: str
    title: str
    score: float | None


@dataclass(frozen=True)
class Findings:
    """What the assistant looked for and what came near."""

    question: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Opened:
    """A case with its whole conversation; ``hidden`` older messages are left out."""

    id: int
    code: str
    kind: CaseKind
    state: CaseState
    question: str
    reason: str
    details: dict[str, str]
    channel: str
    reachable: bool
    opened_at: dt.datetime
    held_at: dt.datetime | None
    closed_at: dt.datetime | None
    holder: str | None
    mine: bool
    answered: bool
    hidden: int
    talk: tuple[Said, ...]
    findings: Findings | None
