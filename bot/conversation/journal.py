"""The conversation's own bookkeeping in the store."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.messages import OutboundMessage, Outcome
from bot.messages.wire import Spoken
from bot.store import Conversation, DeliveryState, Direction, InboundUpdate, Message, Store
from bot.store.models import utc_now

# As long as the dialogue's own session (nlu/domain.yml, session_expiration_time).
TALK = dt.timedelta(hours=12)


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
    def heard(session: Session, conversation: Conversation, text: str) -> Message:
        """Write down what the citizen said."""
        said = Message(conversation_id=conversation.id, direction=Direction.CITIZEN, text=text)
        session.add(said)
        return said

    @staticmethod
    def said(
        session: Session, conversation: Conversation, message: OutboundMessage, spoken: Spoken
    ) -> Message:
        """Write down what the bot says in its own turn; the channel delivers it at once."""
        said = Message(
            conversation_id=conversation.id,
            direction=Direction.BOT,
            text=message.text,
            outcome=spoken.outcome,
            subject=spoken.procedure,
            trace={**(spoken.trace or {}), "message": message.model_dump(mode="json")},
            delivery=DeliveryState.SENT,
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
    def last_subject(session: Session, conversation: Conversation) -> str | None:
        """The record that the bot last told about, within the time a talk lasts."""
        return session.scalar(
            select(Message.subject)
            .where(
                Message.conversation_id == conversation.id,
                Message.direction == Direction.BOT,
                Message.said_at > utc_now() - TALK,
                Message.subject.is_not(None),
            )
            .order_by(Message.id.desc())
            .limit(1)
        )
