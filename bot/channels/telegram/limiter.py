"""Keeps our sending within Telegram's flood limits, so that 429 stays the exception."""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from bot.channels.telegram.constants import (
    BULK_PER_SECOND,
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
        while self._taken and self._taken[0] + self._period <= now:
            self._taken.popleft()
        return 0.0 if len(self._taken) < self._limit else self._taken[0] + self._period - now

    def take(self, now: float) -> None:
        """Count an event that happens now."""
        self._taken.append(now)


class SendLimiter:
    """30/s overall, 1/s in one chat with a short burst, 20/min in a group, all at once.

    ``acquire`` returns when one message may go to the chat. Who waits for a chat's own limit holds
    up nobody else; in one chat the order is kept. Where the overall limit is the hindrance, people
    who wait for an answer go before everything in bulk, and bulk is spaced evenly, so that the
    next free place is never more than a moment away.
    """

    def __init__(self, now: Clock = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._now = now
        self._sleep = sleep
        self._overall = Window(OVERALL_PER_SECOND, SECOND)
        self._bulk = Window(1, SECOND / BULK_PER_SECOND)
        self._chats: dict[int | str, tuple[Window, ...]] = {}
        self._numbers = itertools.count()
        # Sorted, the keys give the order: answers to people, then bulk, each as they came.
        self._waiting: dict[tuple[bool, int], tuple[int | str, asyncio.Future[None]]] = {}
        self._news = asyncio.Event()
        self._gate: asyncio.Task[None] | None = None

    async def acquire(self, chat: int | str, *, bulk: bool = False) -> None:
        """Wait until one more message to ``chat`` keeps within every limit, and count it."""
        key = (bulk, next(self._numbers))
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[key] = (chat, turn)
        self._news.set()
        if self._gate is None or self._gate.done():
            self._gate = asyncio.create_task(self._let_through(), name="telegram-limiter")
        try:
            await turn
        finally:
            self._waiting.pop(key, None)

    async def _let_through(self) -> None:
        """Work until nobody waits."""
        while self._waiting:
            self._news.clear()
            wait = self._admit(self._now())
            if wait > 0:
                await self._pause(wait)

    def _admit(self, now: float) -> float:
        """Let one through who may go now and return 0; else the seconds until somebody may."""
        shortest = self._overall.wait(now)
        if shortest > 0:
            return shortest
        shortest = MINUTE
        passed_over: set[int | str] = set()
        for key in sorted(self._waiting):
            chat, turn = self._waiting[key]
            if chat in passed_over:
                continue
            windows = (*self._windows(chat, now), *((self._bulk,) if key[0] else ()))
            wait = max(window.wait(now) for window in windows)
            if wait > 0:
                passed_over.add(chat)
                shortest = min(shortest, wait)
                continue
            for window in (self._overall, self._bulk, *self._windows(chat, now)):
                window.take(now)
            del self._waiting[key]
            if not turn.done():
                turn.set_result(None)
            return 0.0
        return shortest if self._waiting else 0.0

    async def _pause(self, seconds: float) -> None:
        """Sleep, or less when somebody new comes, who may go at once."""
        sleeping = asyncio.ensure_future(self._sleep(seconds))
        news = asyncio.create_task(self._news.wait())
        await asyncio.wait({sleeping, news}, return_when=asyncio.FIRST_COMPLETED)
        for task in (sleeping, news):
            task.cancel()

    def _windows(self, chat: int | str, now: float) -> tuple[Window, ...]:
        if len(self._chats) >= CHATS_REMEMBERED and chat not in self._chats:
            self._chats = {
                known: windows
                for known, windows in self._chats.items()
                if any(window.wait(now) for window in windows)
            }
        return self._chats.setdefault(chat, _windows(chat))


def _windows(chat: int | str) -> tuple[Window, ...]:
    burst = Window(CHAT_BURST, CHAT_BURST / CHAT_PER_SECOND * SECOND)
    return (burst, Window(GROUP_PER_MINUTE, MINUTE)) if _is_group(chat) else (burst,)


def _is_group(chat: int | str) -> bool:
    # Groups, supergroups and channels have negative ids; a channel may also go by its @name.
    return isinstance(chat, str) or chat < 0
