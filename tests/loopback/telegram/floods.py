"""Telegram's flood limits (core.telegram.org/bots/faq): strict where the real ones are elastic."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

from tests.loopback.telegram.errors import too_many_requests


@dataclass(frozen=True)
class Limits:
    """What may be sent. ``chat_burst`` messages may come at once in a chat that was quiet."""

    overall_per_second: int = 30
    chat_per_second: float = 1.0
    chat_burst: int = 5
    group_per_minute: int = 20
    enforced: bool = True
    clock: Callable[[], float] = time.monotonic


class Floods:
    """Counts what was accepted; what was refused does not count."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall: deque[float] = deque()
        self._groups: defaultdict[int, deque[float]] = defaultdict(deque)
        self._levels: dict[int, tuple[float, float]] = {}

    def count(self, chat_id: int) -> None:
        """Count one message to ``chat_id``; raises ApiError 429 with whole seconds to wait."""
        limits = self._limits
        if not limits.enforced:
            return
        now = limits.clock()
        waits = [
            _wait(self._overall, limits.overall_per_second, 1.0, now),
            self._chat(chat_id, now),
        ]
        if chat_id < 0:
            waits.append(_wait(self._groups[chat_id], limits.group_per_minute, 60.0, now))
        if max(waits) > 0:
            raise too_many_requests(max(1, math.ceil(max(waits))))
        self._overall.append(now)
        self._groups[chat_id].append(now)
        level, _ = self._levels.get(chat_id, (0.0, now))
        self._levels[chat_id] = (level + 1, now)

    def _chat(self, chat_id: int, now: float) -> float:
        """A leaking bucket: full after a burst, one message lower each second."""
        level, since = self._levels.get(chat_id, (0.0, now))
        level = max(0.0, level - (now - since) * self._limits.chat_per_second)
        self._levels[chat_id] = (level, now)
        return (level + 1 - self._limits.chat_burst) / self._limits.chat_per_second


def _wait(taken: deque[float], limit: int, period: float, now: float) -> float:
    while taken and taken[0] <= now - period:
        taken.popleft()
    return 0.0 if len(taken) < limit else taken[0] + period - now
