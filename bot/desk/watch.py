"""Looks after due times: reminds the holder in time, tells the leader when it is late."""

import asyncio

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.desk.alerts import Alert, AlertKind, Alerts
from bot.desk.history import happened
from bot.desk.locking import locked
from bot.desk.service import ServiceLevels, told
from bot.store import Case, CaseState, Happening, Store
from bot.store.models import utc_now

# Enough for a morning on which everything became late at once; the rest follows a moment later.
MOST_AT_ONCE = 50


class Watch:
    """Each case is reminded of once and escalated once, whatever the clock or a restart does."""

    def __init__(self, store: Store, levels: ServiceLevels, alerts: Alerts) -> None:
        self._store = store
        self._levels = levels
        self._alerts = alerts

    async def look(self) -> int:
        """Look once; returns how many alerts were told."""
        alerts = await asyncio.to_thread(self._note)
        await self._alerts.deliver()
        return len(alerts)

    def _note(self) -> list[Alert]:
        with self._store.session() as session:
            now = utc_now()
            late = _open_cases(session, Case.due_at <= now, Case.escalated_at.is_(None))
            alerts = [self._escalate(session, case) for case in late]
            soon = _open_cases(session, Case.due_at > now, Case.reminded_at.is_(None))
            near = [
                case
                for case in soon
                if case.due_at and self._levels.is_near(case.kind, now, case.due_at)
            ]
            alerts += [self._remind(session, case) for case in near]
            for alert in alerts:
                self._alerts.note(session, alert)
            return alerts

    def _escalate(self, session: Session, case: Case) -> Alert:
        case = locked(session, case.id)
        case.escalated_at = utc_now()
        happened(session, case, Happening.ESCALATED)
        return _alert(AlertKind.OVERDUE, case)

    def _remind(self, session: Session, case: Case) -> Alert:
        case = locked(session, case.id)
        case.reminded_at = utc_now()
        happened(session, case, Happening.REMINDED)
        return _alert(AlertKind.NEAR, case)


def _open_cases(session: Session, *where: ColumnElement[bool]) -> list[Case]:
    rows = session.scalars(
        select(Case)
        .where(
            Case.state != CaseState.CLOSED,
            Case.waiting_since.is_(None),
            Case.due_at.is_not(None),
            *where,
        )
        .order_by(Case.due_at)
        .limit(MOST_AT_ONCE)
    )
    return list(rows)


def _alert(kind: AlertKind, case: Case) -> Alert:
    holder = case.holder.name if case.holder and case.state is CaseState.HELD else None
    who = f"{holder} đang giữ" if holder else "chưa ai nhận"
    due = told(case.due_at) if case.due_at else ""
    text = (
        f"Việc {case.code} đã quá hạn ({due}), {who}. Đề nghị lãnh đạo xem."
        if kind is AlertKind.OVERDUE
        else f"Việc {case.code} sắp tới hạn: trước {due}, {who}."
    )
    return Alert(kind, case.code, text, holder, case.unit, case.restricted)
