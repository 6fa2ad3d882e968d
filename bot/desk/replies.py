"""Staff's words on their way to the citizen: stored first, then sent, never twice."""

import asyncio
import time
from collections.abc import Callable
from functools import partial

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.channels import Channel, Refused, SlowDown, Unreachable, WindowShut, known_of
from bot.channels.inviting import Inviting
from bot.conversation.hub import Hub
from bot.desk.cases import Cases
from bot.desk.contacts import Contacts
from bot.desk.locking import CaseError
from bot.desk.ratings import Ratings
from bot.desk.reaching import advice, next_way
from bot.messages import OutboundMessage
from bot.messages.texts import message, sentence
from bot.metrics import DELIVERIES
from bot.store import (
    Case,
    CloseReason,
    Conversation,
    DeliveryState,
    Direction,
    Message,
    Staff,
    Store,
)
from bot.store.rows import changed

# In the trace of an invitation: what it is about, and whether it goes to the telephone.
INVITATION = "invitation"


class Replies:
    """Writes staff's messages down and delivers what is pending."""

    def __init__(
        self,
        store: Store,
        channels: dict[str, Channel],
        hub: Hub,
        contacts: Contacts | None = None,
    ) -> None:
        self._store = store
        self._channels = channels
        self._hub = hub
        self._contacts = contacts
        # Channels that asked to wait, and until when (monotonic): others need not wait with them.
        self._resting: dict[str, float] = {}

    def write(self, case_id: int, staff: Staff, text: str) -> None:
        """Put a reply on its way.

        Raises:
            CaseError: ``staff`` does not hold the case.
        """
        with self._store.session() as session:
            case = Cases.held_by(session, case_id, staff)
            session.add(_message(case, text, Direction.STAFF, staff.id))

    def invite(
        self,
        case_id: int,
        staff: Staff,
        *,
        by_phone: bool,
        also: Callable[[Session], object] = lambda _: None,
    ) -> None:
        """Put the channel's paid invitation on its way; ``by_phone``: to the number left with it.

        ``also`` is done in the same transaction.

        Raises:
            CaseError: ``staff`` does not hold the case, the channel has no invitation, or no mobile
                number was left.
        """
        with self._store.session() as session:
            case = Cases.held_by(session, case_id, staff)
            channel = self._channels.get(case.conversation.channel)
            if not isinstance(channel, Inviting) or not channel.may_invite:
                raise CaseError("kênh này không có mẫu tin mời nhắn lại")
            if by_phone and self._mobile(session, case_id) is None:
                raise CaseError("việc này không có số di động nào được để lại")
            invited = _message(case, sentence("invited", code=case.code), Direction.BOT, None)
            invited.trace = {INVITATION: {"case": case_id, "by_phone": by_phone}}
            session.add(invited)
            also(session)

    def close(
        self,
        case_id: int,
        staff: Staff,
        reason: CloseReason = CloseReason.ANSWERED,
        answer: str | None = None,
        version: int | None = None,
    ) -> None:
        """Close the case, tell the citizen that the assistant answers again, and ask for a mark.

        ``answer`` goes to the citizen before it; without one, the last reply stands as the answer.

        Raises:
            CaseError: ``staff`` does not hold the case, or the citizen was told nothing.
            StaleCaseError: the case changed since ``version``.
        """
        with self._store.session() as session:
            case = Cases.close(session, case_id, staff, reason, answer, version)
            if answer is not None:
                session.add(_message(case, answer, Direction.STAFF, staff.id))
            session.add(_closing(session, case))

    async def deliver(self) -> int:
        """Send what is pending, oldest first; returns how many messages left."""
        sent = 0
        while (claimed := await asyncio.to_thread(self._claim)) is not None:
            message, conversation = claimed
            state, note = await self._send(conversation, message)
            await asyncio.to_thread(self._settle, message, state, note)
            DELIVERIES.labels(conversation.channel, state).inc()
            self._hub.tell(f"{conversation.channel}:{conversation.address}")
            sent += state is not DeliveryState.PENDING
        return sent

    def _claim(self) -> tuple[Message, Conversation] | None:
        """Take the oldest pending message; claimed before it is sent, so it cannot go twice."""
        with self._store.session() as session:
            row = session.execute(
                select(Message, Conversation)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(
                    Message.delivery == DeliveryState.PENDING,
                    Conversation.channel.not_in(self._asleep()),
                )
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
            if invitation := (message.trace or {}).get(INVITATION):
                await self._invite(channel, conversation, **invitation)
            else:
                await channel.send(conversation.address, _outbound(message))
        except Exception as error:  # noqa: BLE001  (one fault must not hold up all replies)
            if isinstance(error, SlowDown):
                self._resting[conversation.channel] = time.monotonic() + error.seconds
            state, note = known_of(error)
            if isinstance(error, Unreachable | WindowShut):
                advised = partial(self._with_advice, note, channel, conversation, error)
                note = await asyncio.to_thread(advised)
            return state, note
        return DeliveryState.SENT, None

    async def _invite(
        self, channel: Channel, conversation: Conversation, case: int, *, by_phone: bool
    ) -> None:
        if not isinstance(channel, Inviting):
            raise Refused("kênh này không có mẫu tin mời nhắn lại")
        with self._store.session() as session:
            code = session.get_one(Case, case).code
        if not by_phone:
            await channel.invite(conversation.address, code)
            return
        phone = await asyncio.to_thread(self._number, case)
        if phone is None:
            raise Refused("việc này không có số di động nào được để lại")
        await channel.invite_phone(phone, code)

    def _number(self, case_id: int) -> str | None:
        with self._store.session() as session:
            return self._mobile(session, case_id)

    def _mobile(self, session: Session, case_id: int) -> str | None:
        return None if self._contacts is None else self._contacts.mobile(session, case_id)

    def _with_advice(
        self, note: str, channel: Channel, conversation: Conversation, error: Exception
    ) -> str:
        """Why it did not go out, and the next best way: never silence."""
        with self._store.session() as session:
            contact = Contacts.left(session, conversation.id)
        way = next_way(
            blocked=isinstance(error, Unreachable),
            invites=isinstance(channel, Inviting) and channel.may_invite,
            contact=contact,
        )
        return f"{note.rstrip('.')}. {advice(way)}"

    def _asleep(self) -> list[str]:
        now = time.monotonic()
        return [channel for channel, until in self._resting.items() if until > now]

    def forget_interrupted(self) -> int:
        """At the start: what was claimed when the machine died may have arrived; say so."""
        with self._store.session() as session:
            done = session.execute(
                update(Message)
                .where(Message.delivery == DeliveryState.CLAIMED)
                .values(delivery=DeliveryState.UNKNOWN, delivery_note="máy dừng khi đang gửi")
            )
        return changed(done)


def _outbound(message: Message) -> OutboundMessage:
    """The message as the bot made it, with its buttons and sources; staff write words only."""
    whole = (message.trace or {}).get("message")
    return OutboundMessage.model_validate(whole) if whole else OutboundMessage(text=message.text)


def _closing(session: Session, case: Case) -> Message:
    """That the case is closed; a mark is asked for in the same message where one may be."""
    notice = sentence("case_closed", code=case.code)
    if not Ratings.may_ask_about(session, case):
        return _message(case, notice, Direction.BOT, None)
    Ratings.asked(session, case.conversation)
    question, _ = message("rate_how")
    whole = question.model_copy(update={"text": f"{notice}\n{question.text}"})
    told = _message(case, whole.text, Direction.BOT, None)
    told.trace = {"message": whole.model_dump(mode="json"), **Ratings.about(case)}
    return told


def _message(case: Case, text: str, direction: Direction, staff_id: int | None) -> Message:
    return Message(
        conversation_id=case.conversation_id,
        direction=direction,
        text=text,
        staff_id=staff_id,
        delivery=DeliveryState.PENDING,
    )
