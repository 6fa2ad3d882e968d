"""Send the ledger's rows: claimed before sending, never twice, unknown stays unknown."""

import asyncio
import logging

from sqlalchemy import select, update

from bot.broadcasts.campaigns import message_of, wants
from bot.channels import (
    Channel,
    DeliveryError,
    Moved,
    Refused,
    SlowDown,
    Unreachable,
    WindowShut,
)
from bot.metrics import DELIVERIES
from bot.store import (
    Broadcast,
    BroadcastState,
    Conversation,
    Delivery,
    DeliveryState,
    Direction,
    Message,
    Store,
)
from bot.store.models import utc_now
from bot.store.rows import changed

log = logging.getLogger(__name__)

# Telegram's guideline is 30 messages a second for bulk; the rest is left to replies.
PER_SECOND = 25
MAX_SLOW_DOWN = 120.0


class Sender:
    """Works on every broadcast that is SENDING, wherever it was begun."""

    def __init__(self, store: Store, channels: dict[str, Channel]) -> None:
        self._store = store
        self._channels = channels

    def recover(self) -> int:
        """At the start: a row claimed by a process that died may have been sent, so UNKNOWN."""
        with self._store.session() as session:
            done = session.execute(
                update(Delivery)
                .where(Delivery.state == DeliveryState.CLAIMED)
                .values(state=DeliveryState.UNKNOWN, note="máy dừng khi đang gửi")
            )
        return changed(done)

    async def work(self) -> int:
        """Send what is due now; returns how many rows were settled."""
        settled = 0
        while (row := await asyncio.to_thread(self._claim)) is not None:
            delivery, conversation, broadcast = row
            state, note, wait = await self._send(conversation, broadcast)
            await asyncio.to_thread(self._settle, delivery, conversation, broadcast, state, note)
            DELIVERIES.labels(broadcast.channel, state).inc()
            settled += state is not DeliveryState.PENDING
            await asyncio.sleep(wait or 1 / PER_SECOND)
        await asyncio.to_thread(self._finish)
        return settled

    def _claim(self) -> tuple[Delivery, Conversation, Broadcast] | None:
        """Take the next row; whoever has left the news meanwhile is passed over for good."""
        due = (
            select(Delivery, Conversation, Broadcast)
            .join(Conversation, Conversation.id == Delivery.conversation_id)
            .join(Broadcast, Broadcast.id == Delivery.broadcast_id)
            .where(
                Broadcast.state == BroadcastState.SENDING,
                Broadcast.channel.in_(self._channels),
                Delivery.state == DeliveryState.PENDING,
            )
            .order_by(Delivery.id)
            .limit(1)
            .with_for_update(of=Delivery, skip_locked=True)
        )
        with self._store.session() as session:
            while (row := session.execute(due).first()) is not None:
                delivery, conversation, broadcast = row
                delivery.changed_at = utc_now()
                if wants(session, conversation, broadcast.audience):
                    delivery.state = DeliveryState.CLAIMED
                    return delivery, conversation, broadcast
                delivery.state, delivery.note = DeliveryState.REFUSED, "đã dừng nhận tin"
        return None

    async def _send(
        self, conversation: Conversation, broadcast: Broadcast
    ) -> tuple[DeliveryState, str | None, float | None]:
        channel = self._channels[broadcast.channel]
        try:
            await channel.send(conversation.address, message_of(broadcast))
        except SlowDown as slow:
            return DeliveryState.PENDING, str(slow), min(slow.seconds, MAX_SLOW_DOWN)
        except Unreachable as gone:
            return DeliveryState.UNREACHABLE, str(gone), None
        except (Refused, Moved, WindowShut) as refused:
            return DeliveryState.REFUSED, str(refused), None
        except DeliveryError as unknown:
            return DeliveryState.UNKNOWN, str(unknown), None
        except Exception as error:
            # A fault of our own: it may have been sent, and others wait behind it.
            log.exception("the channel %s failed", broadcast.channel)
            return DeliveryState.UNKNOWN, f"lỗi ngoài dự kiến: {type(error).__name__}", None
        return DeliveryState.SENT, None, None

    def _settle(
        self,
        delivery: Delivery,
        conversation: Conversation,
        broadcast: Broadcast,
        state: DeliveryState,
        note: str | None,
    ) -> None:
        with self._store.session() as session:
            session.execute(
                update(Delivery)
                .where(Delivery.id == delivery.id)
                .values(state=state, note=note, changed_at=utc_now())
            )
            if state is DeliveryState.UNREACHABLE:
                session.execute(
                    update(Conversation)
                    .where(Conversation.id == conversation.id)
                    .values(reachable=False)
                )
            if state is DeliveryState.SENT:
                text = message_of(broadcast)
                session.add(
                    Message(
                        conversation_id=conversation.id,
                        direction=Direction.BOT,
                        text=text.text,
                        trace={"broadcast": broadcast.id, "message": broadcast.message},
                    )
                )

    def _finish(self) -> None:
        """A broadcast without open rows is done."""
        open_rows = select(Delivery.id).where(
            Delivery.broadcast_id == Broadcast.id,
            Delivery.state.in_((DeliveryState.PENDING, DeliveryState.CLAIMED)),
        )
        with self._store.session() as session:
            session.execute(
                update(Broadcast)
                .where(Broadcast.state == BroadcastState.SENDING, ~open_rows.exists())
                .values(state=BroadcastState.DONE)
            )
