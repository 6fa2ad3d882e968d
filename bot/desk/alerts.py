"""What staff are told by themselves; whoever carries it, such as a group, subscribes."""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store import StaffAlert, Store
from bot.store.models import utc_now

log = logging.getLogger(__name__)


class AlertKind(StrEnum):
    """Why staff are told."""

    NEAR = "near"
    OVERDUE = "overdue"
    PLAN_TASK = "plan_task"
    GRANT_LOST = "grant_lost"
    HALTED = "halted"


@dataclass(frozen=True)
class Alert:
    """``text`` is ready to be read and names nobody's words; ``holder`` is an account's name.

    A ``restricted`` alert goes to leaders only, never to a group.
    """

    kind: AlertKind
    code: str
    text: str
    holder: str | None
    unit: str | None
    restricted: bool


# A fault that is found again every few minutes is told again only the next half day.
SAME = dt.timedelta(hours=12)
# What could not be told for this long is no news any more; the desk's own pages show it.
GIVEN_UP = dt.timedelta(hours=12)
# A carrier that failed is left alone for this long, in seconds.
REST_SECONDS = 60.0
Sink = Callable[[Alert], Awaitable[None]]


class Alerts:
    """Tells every carrier, the same words once in SAME; one that fails holds up no other.

    An alert is in the store before anybody is told and until everybody was. A process that dies
    between the two tells at its next start; the price is that one may be told twice then.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sinks: dict[str, Sink] = {}
        self._rests: dict[str, float] = {}
        self._telling = asyncio.Lock()

    def subscribe(self, name: str, sink: Sink) -> None:
        """Have ``sink``, known as ``name`` also after a restart, called with every alert."""
        self._sinks[name] = sink

    @staticmethod
    def note(session: Session, alert: Alert) -> bool:
        """Keep ``alert`` in the transaction of what it is about; False when it was told lately."""
        now = utc_now()
        session.execute(
            delete(StaffAlert).where(
                StaffAlert.told_at.is_not(None), StaffAlert.noted_at < now - SAME
            )
        )
        same = select(StaffAlert.id).where(
            StaffAlert.kind == alert.kind,
            StaffAlert.code == alert.code,
            StaffAlert.text == alert.text,
            StaffAlert.noted_at > now - SAME,
        )
        if session.scalar(same.limit(1)) is not None:
            return False
        session.add(
            StaffAlert(
                kind=alert.kind,
                code=alert.code,
                text=alert.text,
                holder=alert.holder,
                unit=alert.unit,
                restricted=alert.restricted,
            )
        )
        return True

    async def tell(self, alert: Alert) -> None:
        """Keep ``alert`` and give it to all carriers, unless it was kept within SAME."""

        def keep() -> None:
            with self._store.session() as session:
                self.note(session, alert)

        await asyncio.to_thread(keep)
        await self.deliver()

    async def deliver(self) -> int:
        """Tell what is not told yet; returns how many alerts are settled."""
        async with self._telling:
            waiting = await asyncio.to_thread(self._waiting)
            settled = 0
            for number, alert, owed in waiting:
                left = await self._carry(alert, self._sinks if owed is None else owed)
                settled += not left
                await asyncio.to_thread(self._settle, number, left)
            return settled

    async def _carry(self, alert: Alert, owed: Iterable[str]) -> list[str]:
        """Give ``alert`` to those of ``owed`` who are there; returns who still has to carry it."""
        left = []
        for name in owed:
            sink = self._sinks.get(name)
            if sink is None:
                continue
            if time.monotonic() < self._rests.get(name, 0.0):
                left.append(name)
                continue
            try:
                await sink(alert)
            except Exception:
                log.exception("an alert about %s could not be told by %s", alert.code, name)
                self._rests[name] = time.monotonic() + REST_SECONDS
                left.append(name)
        return left

    def _waiting(self) -> list[tuple[int, Alert, list[str] | None]]:
        with self._store.session() as session:
            rows = session.scalars(
                select(StaffAlert).where(StaffAlert.told_at.is_(None)).order_by(StaffAlert.id)
            )
            return [
                (row.id, _alert(row), None if row.owed is None else row.owed.split(","))
                for row in rows
            ]

    def _settle(self, number: int, left: list[str]) -> None:
        now = utc_now()
        with self._store.session() as session:
            row = session.get_one(StaffAlert, number)
            row.owed = ",".join(left) or None
            if left and row.noted_at < now - GIVEN_UP:
                log.warning("an alert about %s was never told by %s", row.code, row.owed)
                left = []
            row.told_at = None if left else now


def _alert(row: StaffAlert) -> Alert:
    return Alert(AlertKind(row.kind), row.code, row.text, row.holder, row.unit, row.restricted)
