"""Steps in the life of a case that several tests of the desk take."""

import datetime as dt

from sqlalchemy import select

from bot.desk import (
    Cases,
    ServiceLevels,
)
from bot.desk.calendar import ZONE
from bot.store import (
    Case,
    CaseEvent,
    CaseKind,
    Conversation,
    Direction,
    Happening,
    Staff,
    Store,
)
from tests.bot import people

MONDAY = dt.datetime(2026, 11, 30, 8, 0, tzinfo=ZONE)
HOUR = dt.timedelta(hours=1)


def opened(
    store: Store,
    of: Conversation,
    levels: ServiceLevels | None = None,
    kind: CaseKind = CaseKind.QUESTION,
    question: str = "Việc của tôi?",
    **details: str,
) -> Case:
    with store.session() as session:
        return Cases.open(session, of, kind, question, "no_source", details or None, levels)


def taken(store: Store, case: Case, by: Staff) -> Case:
    with store.session() as session:
        return Cases.claim(session, case.id, by)


def now(store: Store, case: Case) -> Case:
    with store.session() as session:
        found = session.get_one(Case, case.id)
        _ = found.holder, found.conversation
        return found


def history(store: Store, case: Case) -> list[Happening]:
    with store.session() as session:
        rows = select(CaseEvent.what).where(CaseEvent.case_id == case.id).order_by(CaseEvent.id)
        return list(session.scalars(rows))


def notices(store: Store) -> list[str]:
    """What is on its way to the citizen by itself."""
    return [m.text for m in people.said(store, Direction.BOT)]
