"""Everything that is being sent, a run for each broadcast; taken up again after any end."""

import asyncio
import datetime as dt
from dataclasses import replace

from bot.broadcasts.ledger import Ledger
from bot.broadcasts.limits import Limits, limits
from bot.broadcasts.links import shortened
from bot.broadcasts.pace import Pace
from bot.broadcasts.proof import differences
from bot.broadcasts.rows import Job, Recovered
from bot.broadcasts.run import OnHalted, Run, nobody_told
from bot.broadcasts.voices import Office
from bot.channels import Channel
from bot.conversation import Hub
from bot.store import Store

# At an orderly stop, what is on its way gets this long to be answered, in seconds.
STOP_GRACE_SECONDS = 10.0


class Sender:
    """Works on every broadcast that is SENDING, wherever it was begun.

    With an ``office``, one that no longer agrees with its record is halted before it is sent.
    Links go through ``public_url``, where they are counted; without one they go as they are.
    """

    def __init__(
        self,
        store: Store,
        channels: dict[str, Channel],
        hub: Hub | None = None,
        by: Limits | None = None,
        office: Office | None = None,
        on_halted: OnHalted = nobody_told,
        public_url: str | None = None,
    ) -> None:
        self._store = store
        self._public_url = public_url
        self._ledger = Ledger(store)
        self._channels = channels
        self._hub = hub
        self._limits = by or limits()
        self._office = office
        self._on_halted = on_halted
        self._pace = Pace()
        self._running: dict[int, asyncio.Task[int]] = {}

    def recover(self) -> Recovered:
        """At the start: see Ledger.recover."""
        return self._ledger.recover()

    async def due(self) -> list[int]:
        """Broadcasts that may be sent on now, on channels that are on."""
        return await asyncio.to_thread(self._ledger.due, list(self._channels))

    async def idle(self) -> list[int]:
        """Of the due ones, those that nobody works on; the caller has to see to each."""
        silent = dt.timedelta(seconds=self._limits.worker_silent_seconds)
        return await asyncio.to_thread(self._ledger.idle, list(self._channels), silent)

    async def work(self) -> int:
        """Send everything that is due now; returns how many rows were settled."""
        return sum(await asyncio.gather(*(self.deliver(one) for one in await self.due())))

    async def deliver(self, broadcast_id: int) -> int:
        """Send one broadcast as far as it goes now; returns how many rows were settled.

        Called again while it runs, it does nothing.
        """
        job = await asyncio.to_thread(self._ledger.job, broadcast_id)
        if job is None or job.channel not in self._channels or self._pace.closing:
            return 0
        if await self._differs(job) or broadcast_id in self._running:
            return 0
        message = await asyncio.to_thread(
            shortened, self._store, job.id, job.message, self._public_url
        )
        if broadcast_id in self._running:
            return 0
        job = replace(job, message=message)
        run = Run(
            self._ledger,
            job,
            self._channels[job.channel],
            self._pace,
            self._limits,
            self._hub,
            self._on_halted,
        )
        task = asyncio.create_task(run.whole())
        self._running[broadcast_id] = task
        task.add_done_callback(lambda _: self._running.pop(broadcast_id, None))
        # Shielded: whoever waits for it may go; what is on its way is settled all the same.
        return await asyncio.shield(task)

    async def _differs(self, job: Job) -> bool:
        """Whether the record says otherwise by now; if so an officer looks and decides."""
        if self._office is None:
            return False
        wrong = await asyncio.to_thread(
            differences, self._office, job.source, job.channel, job.message
        )
        if not wrong:
            return False
        why = f"lệch với nguồn: {wrong[0]}"
        if await asyncio.to_thread(self._ledger.halt, job.id, why):
            await self._on_halted(job.id, why)
        return True

    async def close(self) -> None:
        """Hand over nothing more and let what is on its way be answered."""
        self._pace.closing = True
        if self._running:
            await asyncio.wait(list(self._running.values()), timeout=STOP_GRACE_SECONDS)
