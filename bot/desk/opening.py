"""How a case comes about: a new one, the one already waiting, or one closed a short while ago."""

import datetime as dt
import secrets
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.desk.history import happened
from bot.desk.locking import locked
from bot.desk.service import ServiceLevels
from bot.messages import Outcome
from bot.store import Case, CaseKind, CaseState, Conversation, Happening
from bot.store.models import utc_now

# No letters or digits that are mistaken for each other when read aloud or copied by hand.
_ALPHABET = "ACDEFGHJKLMNPQRTUVWXY3479"
_CODE_LENGTH = 6
# The same trouble told twice within this time is one case.
SAME_CASE = dt.timedelta(hours=12)


def open_case(
    session: Session,
    conversation: Conversation,
    kind: CaseKind,
    question: str,
    reason: str,
    details: dict[str, Any] | None = None,
    levels: ServiceLevels | None = None,
) -> Case:
    """Open a case, or return the one already waiting for the same matter.

    With ``levels`` it gets its due time, and one closed a short while ago is taken up again.
    """
    waiting = _waiting_already(session, conversation, kind, question, reason)
    if waiting is not None:
        return waiting
    now = utc_now()
    if levels is not None and (again := _closed_lately(session, conversation, kind, levels)):
        _reopen(session, again, question, reason, levels)
        return again
    case = Case(
        code=_fresh_code(session),
        conversation_id=conversation.id,
        kind=kind,
        question=question,
        reason=reason,
        details=details,
        opened_at=now,
        unit=(details or {}).get("unit"),
        restricted=bool((details or {}).get("about_staff")),
        due_at=levels.due(kind, now) if levels else None,
    )
    session.add(case)
    session.flush()
    happened(session, case, Happening.OPENED)
    return case


def _waiting_already(
    session: Session, conversation: Conversation, kind: CaseKind, question: str, reason: str
) -> Case | None:
    """Who is not understood again and again has one matter, however it is put."""
    same = Case.question == question
    if reason == Outcome.CLARIFY:
        same = or_(same, Case.reason == reason)
    return session.scalar(
        select(Case)
        .where(
            Case.conversation_id == conversation.id,
            Case.kind == kind,
            Case.state == CaseState.NEW,
            or_(Case.opened_at > utc_now() - SAME_CASE, Case.reopened_at > utc_now() - SAME_CASE),
            *([] if kind is CaseKind.PERSON else [same]),
        )
        .limit(1)
    )


def _closed_lately(
    session: Session, conversation: Conversation, kind: CaseKind, levels: ServiceLevels
) -> Case | None:
    """A wish for a person takes up whatever was closed last, a question only itself."""
    since = utc_now() - dt.timedelta(days=levels.promise.reopen_days)
    if kind is not CaseKind.PERSON:
        return None
    return session.scalar(
        select(Case)
        .where(
            Case.conversation_id == conversation.id,
            Case.state == CaseState.CLOSED,
            Case.closed_at > since,
        )
        .order_by(Case.closed_at.desc())
        .limit(1)
    )


def _reopen(
    session: Session, case: Case, question: str, reason: str, levels: ServiceLevels
) -> None:
    """Put a closed case back into the queue; who answered it before finds it first."""
    case = locked(session, case.id)
    now = utc_now()
    case.state = CaseState.NEW
    case.reason = reason
    case.reopened_at = now
    case.due_at = levels.due(case.kind, now, case.priority)
    case.reminded_at = case.escalated_at = None
    case.held_at = case.closed_at = case.close_reason = None
    happened(session, case, Happening.REOPENED, text=question)


def _fresh_code(session: Session) -> str:
    """A free code such as PA-7KQ4XA; at least one digit tells it from a word."""
    while True:
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
        code = f"PA-{letters}"
        if any(char.isdigit() for char in letters) and not session.scalar(
            select(Case.id).where(Case.code == code)
        ):
            return code
