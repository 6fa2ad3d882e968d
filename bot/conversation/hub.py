"""Wakes whoever waits for news of a conversation: the web chat's long poll, the desk's pages."""

import asyncio


class Hub:
    """In-process news; a waiter that misses one still finds it in the store."""

    def __init__(self) -> None:
        # Anybody may ask for any name: a name is gone when its last waiter leaves.
        self._events: dict[str, set[asyncio.Event]] = {}

    def tell(self, conversation: str) -> None:
        """Wake everyone who waits for ``conversation``."""
        for event in self._events.pop(conversation, ()):
            event.set()

    async def wait(self, conversation: str, seconds: float) -> None:
        """Return when there is news or after ``seconds``."""
        event = asyncio.Event()
        self._events.setdefault(conversation, set()).add(event)
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return
        finally:
            waiting = self._events.get(conversation, set())
            waiting.discard(event)
            if not waiting:
                self._events.pop(conversation, None)
