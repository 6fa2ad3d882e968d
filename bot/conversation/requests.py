"""What the dialogue asks the bot to do: subscriptions, feedback to be stored."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk import Cases
from bot.messages.texts import sentence
from bot.messages.wire import Request, Spoken
from bot.store import CaseKind, Conversation, Subscription
from bot.store.models import utc_now

ALL_TOPICS = "all"


def fulfil(
    session: Session, conversation: Conversation, said: list[Spoken], question: str
) -> list[str]:
    """Carry out the requests of one turn; returns what else the citizen has to be told."""
    notices = []
    for spoken in said:
        match spoken.request:
            case Request.SUBSCRIBE:
                subscribe(session, conversation, spoken.details.get("topic", ALL_TOPICS))
            case Request.UNSUBSCRIBE:
                unsubscribe(session, conversation)
            case Request.FEEDBACK:
                what = spoken.details.get("what", question)
                case = Cases.open(
                    session, conversation, CaseKind.FEEDBACK, what, spoken.outcome, spoken.details
                )
                notices.append(sentence("feedback_opened", code=case.code))
            case None:
                pass
    return notices


def subscribe(session: Session, conversation: Conversation, topic: str) -> None:
    """Begin or renew the wish to be sent news of ``topic``."""
    found = session.scalar(
        select(Subscription).where(
            Subscription.conversation_id == conversation.id, Subscription.topic == topic
        )
    )
    if found is None:
        session.add(Subscription(conversation_id=conversation.id, topic=topic))
    elif found.ended_at is not None:
        found.since, found.ended_at = utc_now(), None


def unsubscribe(session: Session, conversation: Conversation) -> None:
    """End every subscription of this person at once."""
    for found in session.scalars(
        select(Subscription).where(
            Subscription.conversation_id == conversation.id, Subscription.ended_at.is_(None)
        )
    ):
        found.ended_at = utc_now()
