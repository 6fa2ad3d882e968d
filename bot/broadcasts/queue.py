"""Deliveries as tasks: in this process by default, over Redis when one is set.

The queue only wakes a worker; what has to be sent, and what was, stands in the ledger alone. So a
task that is lost or comes twice does no harm.
"""

import asyncio
import contextlib
import logging

from redis.exceptions import RedisError
from taskiq import AsyncBroker, InMemoryBroker
from taskiq.api import run_receiver_task
from taskiq.exceptions import SendTaskError
from taskiq_redis import ListQueueBroker

from bot.broadcasts.campaigns import Campaigns
from bot.broadcasts.sender import Sender

log = logging.getLogger(__name__)

QUEUE = "motcua:deliveries"
TASK = "broadcasts.deliver"


class DeliveryQueue:
    """Wakes workers for broadcasts that are due; every bot process on one store has one."""

    def __init__(
        self, sender: Sender, campaigns: Campaigns, redis_url: str | None, name: str = QUEUE
    ) -> None:
        self._sender = sender
        self._campaigns = campaigns
        self._broker = _broker(redis_url, name)
        self._listens = redis_url is not None
        self._receiver: asyncio.Task[None] | None = None

        async def deliver(broadcast_id: int) -> None:
            try:
                await sender.deliver(broadcast_id)
            except Exception:
                log.exception("broadcast %d: the run ended; it is taken up again", broadcast_id)

        self._task = self._broker.register_task(deliver, task_name=TASK)

    async def start(self) -> None:
        """Take part: with Redis, tasks of other processes are worked on as well."""
        await self._broker.startup()
        if self._listens:
            self._receiver = asyncio.create_task(run_receiver_task(self._broker))

    async def ring(self) -> int:
        """Begin what is planned for now and wake a worker for each idle broadcast; how many."""
        await asyncio.to_thread(self._campaigns.start_planned)
        idle = await self._sender.idle()
        for broadcast_id in idle:
            try:
                await self._task.kiq(broadcast_id)
            except (SendTaskError, RedisError, OSError) as error:
                # People wait for their news more than the queue for its worker.
                log.warning("the task queue is away, sending from here: %s", error)
                await self._sender.deliver(broadcast_id)
        return len(idle)

    async def close(self) -> None:
        """Let what is on its way be settled, then leave the queue."""
        await self._sender.close()
        if self._receiver is not None:
            self._receiver.cancel()
            with contextlib.suppress(asyncio.CancelledError, RedisError):
                await self._receiver
        with contextlib.suppress(RedisError):
            await self._broker.shutdown()


def _broker(redis_url: str | None, name: str) -> AsyncBroker:
    if redis_url is None:
        return InMemoryBroker()
    return ListQueueBroker(redis_url, queue_name=name)
