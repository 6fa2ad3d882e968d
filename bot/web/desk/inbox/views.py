"""What the inbox shows, as plain values without any open session."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.store import (
    CaseKind,
    CaseState,
    CloseReason,
    DeliveryState,
    Direction,
    Happening,
    Priority,
)


class Tab(StrEnum):
    """The queues."""

    NEW = "new"
    MINE = "mine"
    WAITING = "waiting"
    OVERDUE = "overdue"
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
    unit: str | None
    due_at: dt.datetime | None
    overdue: bool
    urgent: bool
    waiting: bool
    window_shuts: dt.datetime | None


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; ``text`` is looked for in every queue."""

    kind: CaseKind | None = None
    channel: str | None = None
    unit: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Queue:
    """The cases of one tab, and how many there are in each."""

    tab: Tab
    rows: tuple[Row, ...]
    counts: dict[Tab, int]


@dataclass(frozen=True)
class Said:
    """One message; ``delivery`` is set for what went out by itself; ``files``: name and address.

    ``wrong`` is why an officer called an answer wrong.
    """

    id: int
    who: Direction
    speaker: str
    text: str
    at: dt.datetime
    delivery: DeliveryState | None
    note: str | None
    files: tuple[tuple[str, str], ...]
    wrong: str | None = None

    @property
    def is_answer(self) -> bool:
        """Whether the assistant answered with this, rather than passed something on."""
        return self.who is Direction.BOT and self.delivery is None


@dataclass(frozen=True)
class Line:
    """One line of the case's history."""

    id: int
    at: dt.datetime
    what: Happening
    who: str | None
    text: str | None


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
    unit: str | None
    priority: Priority
    due_at: dt.datetime | None
    waiting: bool
    restricted: bool
    version: int
    close_reason: CloseReason | None
    window_shuts: dt.datetime | None
    window_free: dt.datetime | None
    history: tuple[Line, ...]
