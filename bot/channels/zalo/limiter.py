"""Keeps our requests within Zalo's rate, so that error -32 stays the exception."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from bot.channels.zalo.constants import BULK_SHARE, RATE_SHARE, REQUESTS_PER_MINUTE

MINUTE: Final = 60.0
# How soon bulk looks again after it let an answer go first, in seconds.
_STEP_ASIDE: Final = 0.01
Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class RequestLimiter:
    """At most ``per_minute`` requests in any minute; ``acquire`` waits for a place, in turn.

    Bulk lets everything go first that somebody waits for, and leaves places free for it.
    """

    def __init__(
        self,
        per_minute: int = int(REQUESTS_PER_MINUTE * RATE_SHARE),
        *,
        bulk_share: float = BULK_SHARE,
        now: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._per_minute = per_minute
        self._bulk_per_minute = max(1, int(per_minute * bulk_share))
        self._now = now
        self._sleep = sleep
        self._taken: deque[float] = deque()
        self._turn = asyncio.Lock()
        self._bulk_turn = asyncio.Lock()
        self._awaited = 0

    async def acquire(self, *, bulk: bool = False) -> None:
        """Return when one more request keeps within the rate, and count it."""
        if bulk:
            async with self._bulk_turn:
                while (wait := self._bulk_wait()) > 0:
                    await self._sleep(wait)
                self._taken.append(self._now())
            return
        self._awaited += 1
        try:
            async with self._turn:
                while (wait := self._wait(self._per_minute)) > 0:
                    await self._sleep(wait)
                self._taken.append(self._now())
        finally:
            self._awaited -= 1

    def _bulk_wait(self) -> float:
        return max(self._wait(self._bulk_per_minute), _STEP_ASIDE if self._awaited else 0.0)

    def _wait(self, most: int) -> float:
        now = self._now()
        while self._taken and self._taken[0] <= now - MINUTE:
            self._taken.popleft()
        return 0.0 if len(self._taken) < most else self._taken[-most] + MINUTE - now
