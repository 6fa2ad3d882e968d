"""How the sending of an answer went, on channels that send it themselves."""

import asyncio

from sqlalchemy import update

from bot.metrics import DELIVERIES
from bot.store import DeliveryState, Message, Store
from bot.store.rows import changed


class Deliveries:
    """Three instants: PREPARED before, CLAIMED while it is sent, then what is known of it.

    Whoever dies before the claim has sent nothing, so the answer goes out at the next start; from
    the claim on it may have arrived, so it never goes out again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def claim(self, entry: int) -> bool:
        """Take the answer for sending; False when it is not there to be taken any more."""
        return await asyncio.to_thread(
            self._change, entry, DeliveryState.PREPARED, DeliveryState.CLAIMED, None
        )

    async def settle(
        self, entry: int, channel: str, state: DeliveryState, note: str | None = None
    ) -> None:
        """Write down what is known of a claimed answer."""
        DELIVERIES.labels(channel, state).inc()
        await asyncio.to_thread(self._change, entry, DeliveryState.CLAIMED, state, note)

    def _change(
        self, entry: int, before: DeliveryState, state: DeliveryState, note: str | None
    ) -> bool:
        with self._store.session() as session:
            done = session.execute(
                update(Message)
                .where(Message.id == entry, Message.delivery == before)
                .values(delivery=state, delivery_note=note)
            )
        return bool(changed(done))
