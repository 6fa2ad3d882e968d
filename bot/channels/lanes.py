"""One chat's work in order, different chats side by side."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

_LOG = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class ChatLanes:
    """Runs jobs of the same key one after another and jobs of different keys concurrently."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Job]] = {}
        self._workers: set[asyncio.Task[None]] = set()

    def submit(self, key: str, job: Job) -> None:
        """Queue ``job`` behind what waits for ``key``; returns at once."""
        if key in self._waiting:
            self._waiting[key].append(job)
            return
        self._waiting[key] = deque([job])
        worker = asyncio.create_task(self._work(key), name="lane")
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def drain(self, grace: float) -> None:
        """Let running jobs finish within ``grace`` seconds, then cancel what is left."""
        workers = set(self._workers)
        if not workers:
            return
        _, late = await asyncio.wait(workers, timeout=grace)
        for worker in late:
            worker.cancel()
        if late:
            _LOG.warning("%d chats cut off at stop", len(late))
            await asyncio.wait(late)

    async def _work(self, key: str) -> None:
        jobs = self._waiting[key]
        try:
            while jobs:
                try:
                    await jobs.popleft()()
                except Exception:  # noqa: BLE001 — see below
                    # One failed turn must not silence the chat for the messages behind it.
                    _LOG.exception("a turn failed")
        finally:
            del self._waiting[key]
