"""Wakes whoever waits for news of a conversation: the web chat's long poll, the desk's pages."""

import asyncio
from collections import defaultdict


class Hub:
    """In-process news; a waiter that misses one still finds it in the store."""

    def __init__(self) -> None:
        self._events: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def tell(self, conversation: str) -> None:
        """Wake everyone who waits for ``conversation``."""
        self._events.pop(conversation, asyncio.Event()).set()

    async def wait(self, conversation: str, seconds: float) -> None:
        """Return when there is news or after ``seconds``."""
        try:
            await asyncio.wait_for(self._events[conversation].wait(), seconds)
        except TimeoutError:
            return
