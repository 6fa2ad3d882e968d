"""Read broadcasts and whom they would reach."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.broadcasts import Campaigns
from bot.broadcasts.campaigns import message_of
from bot.conversation.requests import ALL_TOPICS
from bot.store import Broadcast, BroadcastState, Conversation, Store, Subscription

MOST_ROWS = 30
COUNTED = ("total", "pending", "sent", "unknown", "refused", "unreachable")


@dataclass(frozen=True)
class Line:
    """A broadcast with its ledger's counts."""

    id: int
    source: str
    text: str
    sources: tuple[str, ...]
    channel: str
    audience: str
    state: BroadcastState
    created_at: dt.datetime
    approved_by: str | None
    counts: dict[str, int]
    reach: int


def lines(store: Store, campaigns: Campaigns) -> list[Line]:
    """The newest broadcasts."""
    with store.session() as session:
        found = session.scalars(select(Broadcast).order_by(Broadcast.id.desc()).limit(MOST_ROWS))
        rows = [(row, reach(session, row.channel, row.audience)) for row in found]
    return [_line(row, people, campaigns) for row, people in rows]


def pulse(session: Session) -> tuple[tuple[int, BroadcastState], ...]:
    """Changes when a broadcast comes or changes its state; counts move only while one is sent."""
    newest = select(Broadcast.id, Broadcast.state).order_by(Broadcast.id.desc()).limit(MOST_ROWS)
    return tuple((number, state) for number, state in session.execute(newest))


def reach(session: Session, channel: str, audience: str) -> int:
    """How many people ``audience`` has on ``channel`` now."""
    wanted = select(Subscription.conversation_id).where(Subscription.ended_at.is_(None))
    if audience != ALL_TOPICS:
        wanted = wanted.where(Subscription.topic.in_((ALL_TOPICS, audience)))
    people = select(func.count()).select_from(Conversation)
    people = people.where(
        Conversation.channel == channel, Conversation.reachable, Conversation.id.in_(wanted)
    )
    return session.scalar(people) or 0


def topics(session: Session) -> list[str]:
    """Every topic that somebody subscribes to, all of them first."""
    held = select(Subscription.topic).where(Subscription.ended_at.is_(None)).distinct()
    return [ALL_TOPICS, *sorted(set(session.scalars(held)) - {ALL_TOPICS})]


def _line(row: Broadcast, people: int, campaigns: Campaigns) -> Line:
    status, message = campaigns.status(row.id), message_of(row)
    return Line(
        id=row.id,
        source=row.source,
        text=message.text,
        sources=tuple(source.title for source in message.sources),
        channel=row.channel,
        audience=row.audience,
        state=BroadcastState(str(status["state"])),
        created_at=row.created_at,
        approved_by=row.approved_by,
        counts={name: int(status[name]) for name in COUNTED},
        reach=people,
    )
