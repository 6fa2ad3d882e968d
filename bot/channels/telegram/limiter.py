"""Keeps our sending within Telegram's flood limits, so that 429 stays the exception."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from bot.channels.telegram.constants import (
    CHAT_BURST,
    CHAT_PER_SECOND,
    CHATS_REMEMBERED,
    GROUP_PER_MINUTE,
    OVERALL_PER_SECOND,
    WINDOW_SLACK,
)

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]
SECOND: Final = 1.0
MINUTE: Final = 60.0


class Window:
    """At most ``limit`` events in any ``period`` seconds."""

    def __init__(self, limit: int, period: float) -> None:
        self._limit = limit
        self._period = period * WINDOW_SLACK
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until the next event may happen; 0 when it may happen now."""
        while self._taken and self._taken[0] <= now - self._period:
            self._taken.popleft()
        return 0.0 if len(self._taken) < self._limit else self._taken[0] + self._period - now

    def take(self, now: float) -> None:
        """Count an event that happens now."""
        self._taken.append(now)


@dataclass(slots=True)
class _Lane:
    """One chat: its windows, and the lock that keeps its messages in order."""

    windows: tuple[Window, ...]
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def idle(self, now: float) -> bool:
        return not self.lock.locked() and all(not w.wait(now) for w in self.windows)


class SendLimiter:
    """30/s overall, 1/s in one chat with a short burst, 20/min in a group, all at once.

    ``acquire`` returns when one message may go to the chat. Waiting for one chat holds up no other.
    """

    def __init__(self, now: Clock = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._now = now
        self._sleep = sleep
        self._overall = Window(OVERALL_PER_SECOND, SECOND)
        self._overall_lock = asyncio.Lock()
        self._lanes: dict[int | str, _Lane] = {}

    async def acquire(self, chat: int | str) -> None:
        """Wait until one more message to ``chat`` keeps within every limit, and count it."""
        lane = self._lane(chat)
        async with lane.lock:
            for window in lane.windows:
                await self._until_free(window)
            async with self._overall_lock:
                await self._until_free(self._overall)
                now = self._now()
                self._overall.take(now)
            for window in lane.windows:
                window.take(now)

    async def _until_free(self, window: Window) -> None:
        while (wait := window.wait(self._now())) > 0:
            await self._sleep(wait)

    def _lane(self, chat: int | str) -> _Lane:
        if len(self._lanes) >= CHATS_REMEMBERED and chat not in self._lanes:
            now = self._now()
            self._lanes = {key: lane for key, lane in self._lanes.items() if not lane.idle(now)}
        return self._lanes.setdefault(chat, _Lane(_windows(chat)))


def _windows(chat: int | str) -> tuple[Window, ...]:
    burst = Window(CHAT_BURST, CHAT_BURST / CHAT_PER_SECOND * SECOND)
    return (burst, Window(GROUP_PER_MINUTE, MINUTE)) if _is_group(chat) else (burst,)


def _is_group(chat: int | str) -> bool:
    # Groups, supergroups and channels have negative ids; a channel may also go by its @name.
    return isinstance(chat, str) or chat < 0
