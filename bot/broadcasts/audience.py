"""Whom a broadcast is for: topic, neighbourhood, channel, and always the person's own wish."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.conversation.requests import ALL_TOPICS
from bot.store import Conversation, Subscription

# 'vneid@Khu phố 3': news of a topic for one neighbourhood.
_OF = "@"


@dataclass(frozen=True)
class Audience:
    """A topic (or ``all``) and perhaps a neighbourhood, as stored with a broadcast."""

    topic: str = ALL_TOPICS
    neighbourhood: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Audience":
        """Read ``TOPIC`` or ``TOPIC@NEIGHBOURHOOD``."""
        topic, _, place = text.partition(_OF)
        return cls(topic.strip() or ALL_TOPICS, place.strip() or None)

    def __str__(self) -> str:
        return f"{self.topic}{_OF}{self.neighbourhood}" if self.neighbourhood else self.topic


def subscribed(audience: str) -> Select[Any]:
    """Select the ids of conversations that want news of ``audience`` at this moment."""
    wanted = Audience.parse(audience)
    rows = select(Subscription.conversation_id).where(Subscription.ended_at.is_(None))
    if wanted.topic != ALL_TOPICS:
        rows = rows.where(Subscription.topic.in_((ALL_TOPICS, wanted.topic)))
    if wanted.neighbourhood is not None:
        rows = rows.where(Subscription.neighbourhood == wanted.neighbourhood)
    return rows


def recipients(channel: str, audience: str) -> Select[Any]:
    """Select the ids of conversations on ``channel`` that want the news and can be reached."""
    return select(Conversation.id).where(
        Conversation.channel == channel,
        Conversation.reachable,
        Conversation.id.in_(subscribed(audience)),
    )


def reach(session: Session, channel: str, audience: str) -> int:
    """How many people ``audience`` has on ``channel`` now."""
    found = recipients(channel, audience).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def topics(session: Session) -> list[str]:
    """Every topic that somebody subscribes to, all of them first."""
    held = select(Subscription.topic).where(Subscription.ended_at.is_(None)).distinct()
    return [ALL_TOPICS, *sorted(set(session.scalars(held)) - {ALL_TOPICS})]


def neighbourhoods(session: Session) -> list[str]:
    """Every neighbourhood that a subscriber named."""
    held = select(Subscription.neighbourhood).where(Subscription.ended_at.is_(None)).distinct()
    return sorted(name for name in session.scalars(held) if name)
