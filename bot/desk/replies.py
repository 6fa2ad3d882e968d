"""Staff's words on their way to the citizen: stored first, then sent, never twice."""

import asyncio
import logging

from sqlalchemy import select, update

from bot.channels import (
    Channel,
    DeliveryError,
    Moved,
    Refused,
    SlowDown,
    Unreachable,
    WindowShut,
)
from bot.conversation.hub import Hub
from bot.desk.cases import Cases
from bot.messages import OutboundMessage
from bot.messages.texts import sentence
from bot.metrics import DELIVERIES
from bot.store import Case, Conversation, DeliveryState, Direction, Message, Staff, Store
from bot.store.rows import changed

log = logging.getLogger(__name__)

_STATES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], DeliveryState], ...] = (
    (SlowDown, DeliveryState.PENDING),
    (Unreachable, DeliveryState.UNREACHABLE),
    ((Refused, Moved, WindowShut), DeliveryState.REFUSED),
    (DeliveryError, DeliveryState.UNKNOWN),
)


class Replies:
    """Writes staff's messages down and delivers what is pending."""

    def __init__(self, store: Store, channels: dict[str, Channel], hub: Hub) -> None:
        self._store = store
        self._channels = channels
        self._hub = hub

    def write(self, case_id: int, staff: Staff, text: str) -> None:
        """Put a reply on its way.

        Raises:
            CaseError: ``staff`` does not hold the case.
        """
        with self._store.session() as session:
            case = Cases.held_by(session, case_id, staff)
            session.add(_message(case, text, Direction.STAFF, staff.id))

    def close(self, case_id: int, staff: Staff) -> None:
        """Close the case and tell the citizen that the assistant answers again.

        Raises:
            CaseError: ``staff`` does not hold the case.
        """
        with self._store.session() as session:
            case = Cases.close(session, case_id, staff)
            notice = sentence("case_closed", code=case.code)
            session.add(_message(case, notice, Direction.BOT, None))

    async def deliver(self) -> int:
        """Send what is pending, oldest first; returns how many messages left."""
        sent = 0
        while (claimed := await asyncio.to_thread(self._claim)) is not None:
            message, conversation = claimed
            state, note = await self._send(conversation, message)
            await asyncio.to_thread(self._settle, message, state, note)
            DELIVERIES.labels(conversation.channel, state).inc()
            self._hub.tell(f"{conversation.channel}:{conversation.address}")
            if state is DeliveryState.PENDING:
                return sent
            sent += 1
        return sent

    def _claim(self) -> tuple[Message, Conversation] | None:
        """Take the oldest pending message; claimed before it is sent, so it cannot go twice."""
        with self._store.session() as session:
            row = session.execute(
                select(Message, Conversation)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(Message.delivery == DeliveryState.PENDING)
                .order_by(Message.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            if row is None:
                return None
            message, conversation = row
            message.delivery = DeliveryState.CLAIMED
            return message, conversation

    def _settle(self, message: Message, state: DeliveryState, note: str | None) -> None:
        with self._store.session() as session:
            session.execute(
                update(Message)
                .where(Message.id == message.id)
                .values(delivery=state, delivery_note=note)
            )

    async def _send(
        self, conversation: Conversation, message: Message
    ) -> tuple[DeliveryState, str | None]:
        channel = self._channels.get(conversation.channel)
        if channel is None:
            return DeliveryState.REFUSED, f"kênh {conversation.channel} đang tắt"
        try:
            await channel.send(conversation.address, OutboundMessage(text=message.text))
        except Exception as error:  # noqa: BLE001  (one fault must not hold up all replies)
            return _known_of(error)
        return DeliveryState.SENT, None

    def forget_interrupted(self) -> int:
        """At the start: what was claimed when the machine died may have arrived; say so."""
        with self._store.session() as session:
            done = session.execute(
                update(Message)
                .where(Message.delivery == DeliveryState.CLAIMED)
                .values(delivery=DeliveryState.UNKNOWN, delivery_note="máy dừng khi đang gửi")
            )
        return changed(done)


def _known_of(error: Exception) -> tuple[DeliveryState, str]:
    """What is known of a message whose sending ended with ``error``."""
    for kinds, state in _STATES:
        if isinstance(error, kinds):
            return state, str(error)
    # A fault of our own, not of the delivery: it may have been sent all the same.
    log.error("a reply failed", exc_info=error)
    return DeliveryState.UNKNOWN, f"lỗi ngoài dự kiến: {type(error).__name__}"


def _message(case: Case, text: str, direction: Direction, staff_id: int | None) -> Message:
    return Message(
        conversation_id=case.conversation_id,
        direction=direction,
        text=text,
        staff_id=staff_id,
        delivery=DeliveryState.PENDING,
    )
