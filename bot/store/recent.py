"""What was said lately in a conversation, as far as something said now may refer to it."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.models import Direction, Message, utc_now

# As long as the dialogue's own session (nlu/domain.yml, session_expiration_time).
TALK = dt.timedelta(hours=12)


def last_subject(session: Session, conversation_id: int) -> str | None:
    """The record that the bot last told about, within the time a talk lasts."""
    return session.scalar(
        select(Message.subject)
        .where(
            Message.conversation_id == conversation_id,
            Message.direction == Direction.BOT,
            Message.said_at > utc_now() - TALK,
            Message.subject.is_not(None),
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
