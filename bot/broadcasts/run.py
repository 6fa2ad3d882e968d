"""One broadcast on its way: rows side by side, claimed first, never twice, unknown stays so."""

import asyncio
import datetime as dt
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.broadcasts.batched import Batched
from bot.broadcasts.ledger import Ledger
from bot.broadcasts.limits import Limits
from bot.broadcasts.pace import Pace
from bot.broadcasts.rows import Job, Leave, Row, Settled
from bot.channels import Channel, Deferred, Moved, SlowDown, TellsWhenLeaving, WindowShut, known_of
from bot.conversation import Hub
from bot.metrics import DELIVERIES
from bot.store import DeliveryState
from bot.store.models import utc_now

log = logging.getLogger(__name__)

# A ledger that cannot be written to is tried again after this long, in seconds.
STORE_RETRY_SECONDS = 1.0
# A quota that is used up, without a word of when it is filled again.
DEFERRED = dt.timedelta(hours=1)
_BAD = (DeliveryState.REFUSED, DeliveryState.UNREACHABLE)


OnHalted = Callable[[int, str], Awaitable[None]]
"""Told the number of a broadcast that halted by itself, and why."""


async def nobody_told(broadcast_id: int, why: str) -> None:
    """Where no staff can be alerted, the log has to do."""
    log.warning("broadcast %d halted: %s", broadcast_id, why)


class WithheldError(Exception):
    """The row may not be sent after all; raised before anything left this machine."""


class Run:
    """One broadcast from now until it stops, halts, falls into quiet hours, or is done."""

    def __init__(
        self,
        ledger: Ledger,
        job: Job,
        channel: Channel,
        pace: Pace,
        limits: Limits,
        hub: Hub | None = None,
        on_halted: OnHalted = nobody_told,
    ) -> None:
        self._ledger = ledger
        self._job = job
        self._channel = channel
        self._pace = pace
        self._limits = limits
        self._hub = hub
        self._on_halted = on_halted
        self._leave = Batched[int, Leave](lambda ids: ledger.leave(job, ids))
        self._settle = Batched[Settled, bool](lambda rows: ledger.settle(job, rows))
        self._last = deque[bool](maxlen=limits.halt.among)
        self._settled = 0
        self._halted = False

    async def whole(self) -> int:
        """Send as far as it goes now; returns how many rows were settled."""
        flights: set[asyncio.Task[None]] = set()
        at_once = self._limits.at_once[self._job.channel]
        while not self._pace.closing:
            rows = await asyncio.to_thread(self._ledger.claim, self._job.id, self._limits.batch)
            if not rows and not flights:
                break
            for row in rows:
                if len(flights) >= at_once:
                    flights = await _landed(flights)
                if self._pace.closing:
                    break
                flights.add(asyncio.create_task(self._fly(row)))
            if not rows:
                flights = await _landed(flights)
        await asyncio.gather(*flights)
        await asyncio.to_thread(self._ledger.release, self._job.id)
        await asyncio.to_thread(self._ledger.finish)
        return self._settled

    async def _fly(self, row: Row) -> None:
        try:
            settled = await self._send(row)
        except WithheldError:
            return
        if not await self._surely_settled(settled):
            return
        DELIVERIES.labels(self._job.channel, settled.state).inc()
        if self._hub is not None:
            self._hub.tell(f"{self._job.channel}:{row.address}")
        if settled.state is not DeliveryState.PENDING:
            self._settled += 1
        if settled.state is not DeliveryState.PENDING and settled.telling:
            await self._watch(settled.state)

    async def _send(self, row: Row) -> Settled:
        await self._pace.patience(self._job.channel)
        try:
            await self._hand_over(row)
        except WithheldError:
            raise
        except Deferred as error:
            until = error.until or utc_now() + DEFERRED
            await asyncio.to_thread(self._ledger.put_off, self._job.id, until, str(error))
            return Settled(row, DeliveryState.PENDING, str(error))
        except WindowShut as error:
            return Settled(row, *known_of(error), telling=False)
        except Exception as error:  # noqa: BLE001  (one fault must not hold up all the others)
            if isinstance(error, SlowDown):
                self._pace.slow_down(self._job.channel, error.seconds)
            return Settled(row, *known_of(error))
        return Settled(row, DeliveryState.SENT)

    async def _hand_over(self, row: Row) -> None:
        message = self._job.message
        try:
            if isinstance(self._channel, TellsWhenLeaving):
                await self._channel.send_when_clear(
                    row.address, message, lambda: self._leaving(row)
                )
            else:
                await self._leaving(row)
                await self._channel.send(row.address, message, bulk=True)
        except Moved as error:
            # Once: it left already, and a second move is more than a group ever made.
            if not await asyncio.to_thread(self._ledger.follow, self._job, row, error.conversation):
                raise
            await self._channel.send(error.conversation, message, bulk=True)

    async def _leaving(self, row: Row) -> None:
        if self._pace.closing or self._halted:
            raise WithheldError
        try:
            verdict = await self._leave(row.id)
        except SQLAlchemyError as error:
            log.warning("the ledger cannot be written to; not sent: %s", type(error).__name__)
            await asyncio.sleep(STORE_RETRY_SECONDS)
            raise WithheldError from None
        if verdict is Leave.DROPPED:
            self._settled += 1
        if verdict is not Leave.GO:
            raise WithheldError

    async def _surely_settled(self, settled: Settled) -> bool:
        """Write it down however long that takes: what was sent must not be forgotten."""
        while True:
            try:
                return await self._settle(settled)
            except SQLAlchemyError as error:
                log.warning("the ledger cannot be written to: %s", type(error).__name__)
                await asyncio.sleep(STORE_RETRY_SECONDS)

    async def _watch(self, state: DeliveryState) -> None:
        self._last.append(state in _BAD)
        if not self._halted and (bad := sum(self._last)) > self._limits.halt.most:
            # At once: what is claimed already must not go out while the ledger is written to.
            self._halted = True
            why = f"{bad} trong số các lượt gửi gần nhất bị từ chối hoặc không tới được"
            if await asyncio.to_thread(self._ledger.halt, self._job.id, why):
                await self._on_halted(self._job.id, why)


async def _landed(flights: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
    """Wait for the first of them; a fault of our own comes out here."""
    done, flying = await asyncio.wait(flights, return_when=asyncio.FIRST_COMPLETED)
    for one in done:
        one.result()
    return flying
