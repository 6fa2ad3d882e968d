"""Cases: opened by the conversation, claimed, answered and closed by staff."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from bot.desk.audit import audit
from bot.desk.history import happened
from bot.desk.locking import CaseError, locked
from bot.desk.opening import open_case
from bot.desk.service import ServiceLevels
from bot.desk.status import status_of, tell_status
from bot.desk.visibility import may_see
from bot.store import (
    Case,
    CaseState,
    CloseReason,
    Conversation,
    Direction,
    Happening,
    Message,
    Staff,
)
from bot.store.models import utc_now
from bot.store.rows import changed


class Cases:
    """All rules of cases; each method works inside the caller's transaction."""

    open = staticmethod(open_case)

    @staticmethod
    def holding(session: Session, conversation: Conversation) -> Case | None:
        """The case by which staff hold ``conversation``, if any."""
        return session.scalar(
            select(Case)
            .where(Case.conversation_id == conversation.id, Case.state == CaseState.HELD)
            .limit(1)
        )

    @staticmethod
    def heard(session: Session, conversation: Conversation, levels: ServiceLevels) -> Case | None:
        """Note that the citizen wrote; a case that waited for it goes on, its due time moved.

        Returns the case by which staff hold the conversation, if any.
        """
        case = Cases.holding(session, conversation)
        if case is None or case.waiting_since is None:
            return case
        before = status_of(case)
        case = locked(session, case.id)
        if case.waiting_since is not None:
            now = utc_now()
            if case.due_at is not None:
                left = levels.left(case.waiting_since, case.due_at)
                case.due_at = levels.later(now, left) if left is not None else None
            case.waiting_since = None
            happened(session, case, Happening.RESUMED)
            tell_status(session, case, before)
        return case

    @staticmethod
    def claim(session: Session, case_id: int, staff: Staff) -> Case:
        """Take a waiting case; exactly one of two officers who try at once gets it.

        Raises:
            CaseError: somebody else holds it, it is closed, or not for ``staff`` to see.
        """
        before = session.get(Case, case_id, populate_existing=True)
        if before is None or not may_see(before, staff):
            raise CaseError("Không có việc này.")
        told = status_of(before)
        taken = session.execute(
            update(Case)
            .where(Case.id == case_id, Case.state == CaseState.NEW)
            .values(
                state=CaseState.HELD,
                holder_id=staff.id,
                held_at=utc_now(),
                version=Case.version + 1,
            )
        )
        case = session.get_one(Case, case_id, populate_existing=True)
        if case.state is CaseState.CLOSED:
            raise CaseError("Việc này đã xong.")
        if changed(taken):
            happened(session, case, Happening.CLAIMED, staff)
            audit(session, staff, "case.claim", f"case:{case.code}")
            tell_status(session, case, told)
        elif case.holder_id != staff.id:
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
    def close(
        session: Session,
        case_id: int,
        staff: Staff,
        reason: CloseReason = CloseReason.ANSWERED,
        answer: str | None = None,
        version: int | None = None,
    ) -> Case:
        """Close a case that ``staff`` holds; the bot speaks again.

        ``answer`` is what the citizen was told; without it, the last that staff wrote to them
        since the case was taken.

        Raises:
            CaseError: it is not held by ``staff``, or the citizen was told nothing.
            StaleCaseError: it changed since ``version``.
        """
        case = locked(session, case_id, version)
        Cases.held_by(session, case_id, staff)
        answer = answer or last_answer(session, case)
        if answer is None:
            raise CaseError("Chưa có lời nào cho người dân. Ông/bà viết câu trả lời rồi đóng việc.")
        case.state = CaseState.CLOSED
        case.closed_at = utc_now()
        case.waiting_since = None
        case.close_reason = reason
        case.answer = answer
        happened(session, case, Happening.CLOSED, staff)
        audit(session, staff, "case.close", f"case:{case.code}", None, {"reason": reason})
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
        found = {row[0]: row[1] for row in rows}
        return {state: found.get(state, 0) for state in CaseState}


def last_answer(session: Session, case: Case) -> str | None:
    """The last that staff wrote to the citizen since the case was taken."""
    return session.scalar(
        select(Message.text)
        .where(
            Message.conversation_id == case.conversation_id,
            Message.direction == Direction.STAFF,
            Message.said_at >= (case.held_at or case.opened_at),
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
