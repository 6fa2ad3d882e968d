"""Many small pieces of database work become few transactions."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
R = TypeVar("R")


class Batched(Generic[K, R]):
    """``await batched(key)`` gives the key's part of what ``work`` returns for a whole batch.

    While one batch is worked on in a thread, the next one gathers. An error of ``work`` reaches
    everyone who waits for that batch.
    """

    def __init__(self, work: Callable[[list[K]], Mapping[K, R]]) -> None:
        self._work = work
        self._waiting: list[tuple[K, asyncio.Future[R]]] = []
        self._draining: asyncio.Task[None] | None = None

    async def __call__(self, key: K) -> R:
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, future))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                done = await asyncio.to_thread(self._work, [key for key, _ in batch])
            except Exception as error:  # noqa: BLE001  (handed to those who wait)
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            else:
                for key, future in batch:
                    if not future.done():
                        future.set_result(done[key])
