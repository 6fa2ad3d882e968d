"""The conversation's own bookkeeping in the store."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.messages import Button, OutboundMessage, Outcome
from bot.messages.wire import Awaits, Spoken
from bot.store import Conversation, DeliveryState, Direction, InboundUpdate, Message, Store
from bot.store.models import utc_now
from bot.store.recent import TALK, last_subject

# What the questions of a form offer beside an answer.
_OF_FORMS = frozenset({"/cancel", "/deny", "/go_back"})
# How far back pictures sent while a form was being filled belong to it.
FORM = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """What the bot said last, as far as the next message may refer to it."""

    awaits: Awaits | None
    buttons: tuple[Button, ...]


class Journal:
    """Writes down who said what; every text it is given is already redacted."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @staticmethod
    def first_time(session: Session, channel: str, update_id: str) -> bool:
        """Note a delivery together with what came in it; False when it was handled before."""
        try:
            with session.begin_nested():
                session.add(InboundUpdate(channel=channel, update_id=update_id))
        except IntegrityError:
            return False
        return True

    @staticmethod
    def conversation(session: Session, channel: str, address: str) -> Conversation:
        """The conversation of this person, made when they write for the first time."""
        found = session.scalar(
            select(Conversation).where(
                Conversation.channel == channel, Conversation.address == address
            )
        )
        if found is None:
            found = Conversation(channel=channel, address=address)
            session.add(found)
            session.flush()
        found.last_seen_at = utc_now()
        found.reachable = True
        return found

    @staticmethod
    def heard(
        session: Session,
        conversation: Conversation,
        text: str,
        trace: dict[str, Any] | None = None,
    ) -> Message:
        """Write down what the citizen said; ``trace`` is what the text alone does not tell."""
        said = Message(
            conversation_id=conversation.id, direction=Direction.CITIZEN, text=text, trace=trace
        )
        session.add(said)
        return said

    @staticmethod
    def said(
        session: Session,
        conversation: Conversation,
        message: OutboundMessage,
        spoken: Spoken,
        delivery: DeliveryState = DeliveryState.SENT,
    ) -> Message:
        """Write down what the bot says in its own turn; ``delivery`` is what becomes of it."""
        said = Message(
            conversation_id=conversation.id,
            direction=Direction.BOT,
            text=message.text,
            outcome=spoken.outcome,
            subject=spoken.procedure,
            trace={
                **(spoken.trace or {}),
                **({"awaits": spoken.awaits} if spoken.awaits else {}),
                "message": message.model_dump(mode="json"),
            },
            delivery=delivery,
        )
        session.add(said)
        return said

    @staticmethod
    def last_outcome(session: Session, conversation: Conversation) -> str | None:
        """The outcome of the bot's last answer; that numbers were hidden is only a remark."""
        return session.scalar(
            select(Message.outcome)
            .where(
                Message.conversation_id == conversation.id,
                Message.direction == Direction.BOT,
                Message.outcome != Outcome.PERSONAL_DATA,
            )
            .order_by(Message.id.desc())
            .limit(1)
        )

    @staticmethod
    def in_form(session: Session, conversation: Conversation) -> bool:
        """Whether the bot's last message is a question of a form or a quiz."""
        last = session.scalar(
            select(Message)
            .where(Message.conversation_id == conversation.id, Message.direction == Direction.BOT)
            .order_by(Message.id.desc())
            .limit(1)
        )
        if last is None or last.outcome != Outcome.FORM:
            return False
        stored = (last.trace or {}).get("message", {})
        buttons = {button["payload"] for button in stored.get("buttons", ())}
        return bool(buttons & _OF_FORMS) or "quiz" in stored

    @staticmethod
    def last_told(session: Session, conversation: Conversation) -> Told | None:
        """What the bot said last, in this talk; None when the last word was an officer's."""
        last = session.scalar(
            select(Message)
            .where(
                Message.conversation_id == conversation.id,
                Message.direction != Direction.CITIZEN,
                Message.said_at > utc_now() - TALK,
                Message.outcome.is_distinct_from(Outcome.PERSONAL_DATA),
            )
            .order_by(Message.id.desc())
            .limit(1)
        )
        trace = last.trace if last is not None else None
        if not trace:
            return None
        message = OutboundMessage.model_validate(trace["message"]) if "message" in trace else None
        awaits = trace.get("awaits")
        return Told(Awaits(awaits) if awaits else None, message.buttons if message else ())

    @staticmethod
    def take_attachments(session: Session, conversation: Conversation) -> list[dict[str, str]]:
        """What was sent while the form was open; taken once."""
        rows = session.scalars(
            select(Message)
            .where(
                Message.conversation_id == conversation.id,
                Message.direction == Direction.CITIZEN,
                Message.said_at > utc_now() - FORM,
            )
            .order_by(Message.id)
        )
        found: list[dict[str, str]] = []
        for row in rows:
            if row.trace and "attachments" in row.trace:
                found += row.trace["attachments"]
                row.trace = {k: v for k, v in row.trace.items() if k != "attachments"} or None
        return found

    @staticmethod
    def last_subject(session: Session, conversation: Conversation) -> str | None:
        """The record that the bot last told about, within the time a talk lasts."""
        return last_subject(session, conversation.id)


def found_again(session: Session, channel: str, address: str) -> None:
    """The person unblocked us: they may be sent what they asked for."""
    session.execute(
        update(Conversation)
        .where(Conversation.channel == channel, Conversation.address == address)
        .values(reachable=True)
    )


def moved(session: Session, channel: str, address: str, to: str) -> None:
    """The conversation has a new address; its history goes along, unless one is there already."""
    known = {
        conversation.address: conversation
        for conversation in session.scalars(
            select(Conversation).where(
                Conversation.channel == channel, Conversation.address.in_((address, to))
            )
        )
    }
    if address not in known:
        return
    if to in known:
        known[address].reachable = False
    else:
        known[address].address = to


def lost(session: Session, channel: str, address: str) -> None:
    """The person blocked us or is gone: keep their history, send nothing more."""
    session.execute(
        update(Conversation)
        .where(Conversation.channel == channel, Conversation.address == address)
        .values(reachable=False)
    )
