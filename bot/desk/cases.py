"""Cases: opened by the conversation, claimed, answered and closed by staff."""

import datetime as dt
import secrets

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from bot.store import Case, CaseKind, CaseState, Conversation, Staff
from bot.store.models import utc_now
from bot.store.rows import changed

# No letters or digits that are mistaken for each other when read aloud or copied by hand.
_ALPHABET = "ACDEFGHJKLMNPQRTUVWXY3479"
_CODE_LENGTH = 6
# The same trouble told twice within this time is one case.
SAME_CASE = dt.timedelta(hours=12)


class CaseError(Exception):
    """What was asked of a case cannot be done; the message is shown to the officer."""


class Cases:
    """All rules of cases; each method works inside the caller's transaction."""

    @staticmethod
    def open(
        session: Session,
        conversation: Conversation,
        kind: CaseKind,
        question: str,
        reason: str,
        details: dict[str, str] | None = None,
    ) -> Case:
        """Open a case, or return the one already waiting for the same matter."""
        waiting = session.scalar(
            select(Case)
            .where(
                Case.conversation_id == conversation.id,
                Case.kind == kind,
                Case.state == CaseState.NEW,
                Case.opened_at > utc_now() - SAME_CASE,
                *([] if kind is CaseKind.PERSON else [Case.question == question]),
            )
            .limit(1)
        )
        if waiting is not None:
            return waiting
        case = Case(
            code=_fresh_code(session),
            conversation_id=conversation.id,
            kind=kind,
            question=question,
            reason=reason,
            details=details,
        )
        session.add(case)
        session.flush()
        return case

    @staticmethod
    def holding(session: Session, conversation: Conversation) -> Case | None:
        """The case by which staff hold ``conversation``, if any."""
        return session.scalar(
            select(Case)
            .where(Case.conversation_id == conversation.id, Case.state == CaseState.HELD)
            .limit(1)
        )

    @staticmethod
    def claim(session: Session, case_id: int, staff: Staff) -> Case:
        """Take a waiting case; exactly one of two officers who try at once gets it.

        Raises:
            CaseError: somebody else holds it, or it is closed.
        """
        taken = session.execute(
            update(Case)
            .where(Case.id == case_id, Case.state == CaseState.NEW)
            .values(state=CaseState.HELD, holder_id=staff.id, held_at=utc_now())
        )
        case = session.get(Case, case_id, populate_existing=True)
        if case is None:
            raise CaseError("Không có việc này.")
        if case.state is CaseState.CLOSED:
            raise CaseError("Việc này đã xong.")
        if not changed(taken) and case.holder_id != staff.id:
            holder = case.holder.name if case.holder else "người khác"
            raise CaseError(f"Việc này {holder} đã nhận.")
        return case

    @staticmethod
    def held_by(session: Session, case_id: int, staff: Staff) -> Case:
        """The case, if ``staff`` holds it.

        Raises:
            CaseError: it is not held, or by another.
        """
        case = session.get(Case, case_id)
        if case is None or case.state is not CaseState.HELD or case.holder_id != staff.id:
            raise CaseError("Ông/bà cần nhận việc này trước khi trả lời.")
        return case

    @staticmethod
    def close(session: Session, case_id: int, staff: Staff) -> Case:
        """Close a case that ``staff`` holds; the bot speaks again.

        Raises:
            CaseError: it is not held by ``staff``.
        """
        case = Cases.held_by(session, case_id, staff)
        case.state = CaseState.CLOSED
        case.closed_at = utc_now()
        return case

    @staticmethod
    def listed(session: Session, *states: CaseState, limit: int = 100) -> list[Case]:
        """Cases in any of ``states``, the longest waiting first; closed ones newest first."""
        order = Case.closed_at.desc() if states == (CaseState.CLOSED,) else Case.opened_at
        rows = session.scalars(
            select(Case)
            .options(joinedload(Case.conversation), joinedload(Case.holder))
            .where(Case.state.in_(states))
            .order_by(order)
            .limit(limit)
        )
        return list(rows)

    @staticmethod
    def counts(session: Session) -> dict[CaseState, int]:
        """How many cases stand in each state."""
        rows = session.execute(select(Case.state, func.count()).group_by(Case.state))
        found = dict(rows.tuples().all())
        return {state: found.get(state, 0) for state in CaseState}


def _fresh_code(session: Session) -> str:
    """A free code such as PA-7KQ4XA; at least one digit tells it from a word."""
    while True:
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
        code = f"PA-{letters}"
        if any(char.isdigit() for char in letters) and not session.scalar(
            select(Case.id).where(Case.code == code)
        ):
            return code
