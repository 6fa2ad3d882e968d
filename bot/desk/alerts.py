"""What staff are told by themselves; whoever carries it, such as a group, subscribes."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

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
SAME_SECONDS = 12 * 3600.0
Sink = Callable[[Alert], Awaitable[None]]


class Alerts:
    """Tells every subscriber, the same words once; one that fails holds up no other."""

    def __init__(self) -> None:
        self._sinks: list[Sink] = []
        self._told: dict[tuple[AlertKind, str, str], float] = {}

    def subscribe(self, sink: Sink) -> None:
        """Have ``sink`` called with every alert from now on."""
        self._sinks.append(sink)

    async def tell(self, alert: Alert) -> None:
        """Give ``alert`` to all subscribers, unless they had just this within SAME_SECONDS."""
        if self._told_already(alert):
            return
        for sink in self._sinks:
            try:
                await sink(alert)
            except Exception:
                log.exception("an alert about %s could not be told", alert.code)

    def _told_already(self, alert: Alert) -> bool:
        now = time.monotonic()
        self._told = {key: at for key, at in self._told.items() if now - at < SAME_SECONDS}
        same = (alert.kind, alert.code, alert.text)
        found = same in self._told
        self._told.setdefault(same, now)
        return found
