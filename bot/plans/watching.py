"""Tell staff of tasks that are due soon, each step once."""

import asyncio
import datetime as dt

from bot.desk.alerts import Alert, AlertKind, Alerts
from bot.desk.calendar import ZONE
from bot.plans.reminders import take_reminders
from bot.store import Store


class TaskWatch:
    """Looks at the tasks of plans; what it tells goes to whoever subscribed to ``alerts``."""

    def __init__(self, store: Store, alerts: Alerts) -> None:
        self._store, self._alerts = store, alerts

    async def look(self) -> int:
        """Look once; returns how many reminders were told."""
        found = await asyncio.to_thread(self._take)
        await self._alerts.deliver()
        return len(found)

    def _take(self) -> list[Alert]:
        today = dt.datetime.now(ZONE).date()
        with self._store.session() as session:
            found = [
                Alert(
                    AlertKind.PLAN_TASK,
                    f"task:{one.task.id}",
                    one.text,
                    holder=None,
                    unit=None,
                    restricted=False,
                )
                for one in take_reminders(session, today)
            ]
            for alert in found:
                self._alerts.note(session, alert)
            return found
