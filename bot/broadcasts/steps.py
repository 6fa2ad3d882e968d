"""Steps in the life of a broadcast, each inside the caller's transaction.

Whoever changes something writes the line of the log in the same transaction: neither is there
without the other.
"""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from bot.broadcasts.audience import recipients
from bot.broadcasts.hours import in_ward_time, is_quiet, next_open
from bot.broadcasts.known import CHANNELS, BroadcastError
from bot.messages import OutboundMessage
from bot.store import Broadcast, BroadcastState, Delivery, DeliveryState
from bot.store.models import utc_now

T = TypeVar("T")
# Called in the transaction of a change with what the change returns.
Also = Callable[[Session, T], None]


def known_channel(channel: str) -> None:
    """Refuse a channel that broadcasts do not go out on.

    Raises:
        BroadcastError: there is no such channel.
    """
    if channel not in CHANNELS:
        raise BroadcastError(f"kênh '{channel}' không có; chọn {', '.join(CHANNELS)}")


def keep_draft(
    session: Session,
    message: OutboundMessage,
    source: str,
    channel: str,
    audience: str,
    *,
    by: str | None,
    campaign: str | None,
    title: str | None,
) -> int:
    """Keep ``message`` as a draft and return its number; without a source nothing is ever sent.

    Raises:
        BroadcastError: no such channel, or the message names no source.
    """
    known_channel(channel)
    if not message.sources:
        raise BroadcastError("tin phải nêu nguồn")
    broadcast = Broadcast(
        source=source,
        channel=channel,
        audience=audience,
        message=message.model_dump(mode="json"),
        created_by=by,
        campaign=campaign,
        title=title,
    )
    session.add(broadcast)
    session.flush()
    return broadcast.id


def approve_draft(session: Session, broadcast_id: int, by: str) -> None:
    """Approve a draft in the name of somebody who did not write it.

    Raises:
        BroadcastError: it is not a draft, or ``by`` wrote it.
    """
    broadcast = held(session, broadcast_id, BroadcastState.DRAFT)
    if broadcast.created_by is not None and broadcast.created_by == by.strip():
        raise BroadcastError("người soạn không tự duyệt tin của mình; nhờ người khác duyệt")
    broadcast.state = BroadcastState.APPROVED
    broadcast.approved_by, broadcast.approved_at = by.strip(), utc_now()


def plan_approved(session: Session, broadcast_id: int, at: dt.datetime) -> None:
    """Set when an approved broadcast begins by itself.

    Raises:
        BroadcastError: not approved, in the past, or in the quiet hours.
    """
    if at <= utc_now():
        raise BroadcastError(f"{in_ward_time(at)} đã qua; chọn giờ khác")
    if is_quiet(at):
        opens = in_ward_time(next_open(at))
        raise BroadcastError(f"{in_ward_time(at)} là giờ yên tĩnh; sớm nhất là {opens}")
    held(session, broadcast_id, BroadcastState.APPROVED).scheduled_at = at


def held(session: Session, broadcast_id: int, *states: BroadcastState) -> Broadcast:
    """The broadcast, locked for this transaction.

    Raises:
        BroadcastError: there is none, or it is in none of ``states``.
    """
    broadcast = session.get(Broadcast, broadcast_id, with_for_update=True)
    if broadcast is None:
        raise BroadcastError(f"không có tin số {broadcast_id}")
    if broadcast.state not in states:
        raise BroadcastError(f"tin số {broadcast_id} đang ở trạng thái '{broadcast.state}'")
    return broadcast


def enlist(session: Session, broadcast: Broadcast) -> None:
    """One ledger row for everyone who wants news of the audience's topic on this channel."""
    people = recipients(broadcast.channel, broadcast.audience).subquery()
    pending = literal(DeliveryState.PENDING, Delivery.state.type)
    session.execute(
        insert(Delivery).from_select(
            ["broadcast_id", "conversation_id", "state", "changed_at"],
            select(
                literal(broadcast.id),
                people.c.id,
                pending,
                literal(utc_now(), Delivery.changed_at.type),
            ).order_by(people.c.id),
        )
    )
