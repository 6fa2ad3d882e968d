"""Where a case stands as its citizen is told; every change of a feedback is told at once."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.service import told
from bot.messages.texts import sentence
from bot.store import Case, CaseKind, CaseState, DeliveryState, Direction, Message


class Status(StrEnum):
    """What a citizen may know of their case."""

    RECEIVED = "received"
    PASSED_ON = "passed_on"
    IN_PROGRESS = "in_progress"
    NEEDS_MORE = "needs_more"
    CLOSED = "closed"


@dataclass(frozen=True)
class Tracked:
    """What the public code shows: nothing of who wrote, who handles it, or what was said."""

    code: str
    kind: CaseKind
    status: Status
    unit: str | None
    opened_at: dt.datetime
    due_at: dt.datetime | None
    closed_at: dt.datetime | None

    @property
    def sentence(self) -> str:
        """The status in words, as a citizen reads it."""
        return _words(self.status, self.code, self.unit, self.due_at)


def status_of(case: Case) -> Status:
    """The status that follows from the case's state."""
    match case.state:
        case CaseState.CLOSED:
            return Status.CLOSED
        case CaseState.HELD:
            return Status.NEEDS_MORE if case.waiting_since else Status.IN_PROGRESS
        case CaseState.NEW:
            return Status.PASSED_ON if case.unit else Status.RECEIVED


def tracked(session: Session, code: str) -> Tracked | None:
    """The case behind a public code, typed in any way ('pa 7kq4xa'); None if there is none."""
    letters = "".join(char for char in code.upper() if char.isalnum()).removeprefix("PA")
    case = session.scalar(select(Case).where(Case.code == f"PA-{letters}"))
    if case is None:
        return None
    return Tracked(
        code=case.code,
        kind=case.kind,
        status=status_of(case),
        unit=case.unit,
        opened_at=case.opened_at,
        due_at=case.due_at,
        closed_at=case.closed_at,
    )


def tell_status(session: Session, case: Case, before: Status | None) -> None:
    """Put the new status of a feedback on its way to the citizen, if it is not ``before``."""
    now = status_of(case)
    if case.kind is CaseKind.FEEDBACK and now is not before and now is not Status.CLOSED:
        notify(session, case, _words(now, case.code, case.unit, case.due_at))


def notify(session: Session, case: Case, text: str) -> None:
    """Put a notice on its way to the citizen of ``case``."""
    session.add(
        Message(
            conversation_id=case.conversation_id,
            direction=Direction.BOT,
            text=text,
            delivery=DeliveryState.PENDING,
        )
    )


def _words(status: Status, code: str, unit: str | None, due: dt.datetime | None) -> str:
    by = sentence("status_due", due=told(due)) if due and status is not Status.CLOSED else ""
    return f"{sentence(f'status_{status}', code=code, unit=unit)} {by}".strip()
