"""Slows down whoever tries too often; in memory, so a restart forgets."""

import time
from collections import deque
from collections.abc import Callable

# A person who mistypes a password needs fewer.
TRIES = 10
WINDOW_SECONDS = 300.0
# Beyond this many names and addresses the stale ones are swept out.
MOST_KEYS = 5000


class Throttle:
    """Counts tries per key in a sliding window of ``WINDOW_SECONDS``; ``tries`` are let through."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, tries: int = TRIES) -> None:
        self._clock = clock
        self._most = tries
        self._tries: dict[str, deque[float]] = {}

    def admit(self, *keys: str) -> bool:
        """Note a try under every key; False when any of them had too many already."""
        now = self._clock()
        if len(self._tries) > MOST_KEYS:
            self._sweep(now)
        recent = [self._recent(key, now) for key in keys]
        if any(len(tries) >= self._most for tries in recent):
            return False
        for tries in recent:
            tries.append(now)
        return True

    def forgive(self, *keys: str) -> None:
        """Forget the tries under ``keys``: the right password was among them."""
        for key in keys:
            self._tries.pop(key, None)

    def _recent(self, key: str, now: float) -> deque[float]:
        tries = self._tries.setdefault(key, deque())
        while tries and tries[0] <= now - WINDOW_SECONDS:
            tries.popleft()
        return tries

    def _sweep(self, now: float) -> None:
        for key in list(self._tries):
            if not self._recent(key, now):
                del self._tries[key]
