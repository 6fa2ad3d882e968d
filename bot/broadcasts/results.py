"""What became of a broadcast: counts for people, and the rows that wait for a decision."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import false, func, literal_column, select, update

from bot.broadcasts.known import BroadcastError
from bot.broadcasts.links import clicks
from bot.broadcasts.rows import OPTED_OUT
from bot.broadcasts.steps import Also
from bot.store import Broadcast, BroadcastState, Conversation, Delivery, DeliveryState, Store
from bot.store.models import utc_now
from bot.store.rows import changed

MOST_UNKNOWN = 50


@dataclass(frozen=True)
class Results:
    """Numbers of people. ``opted_out`` left the news before their turn.

    ``clicks`` is how often links were opened, not by how many; None where nothing is counted.
    """

    total: int
    pending: int
    delivered: int
    unreachable: int
    refused: int
    opted_out: int
    unknown: int
    clicks: int | None = None


@dataclass(frozen=True)
class UnknownRow:
    """Somebody who perhaps got it: nobody can tell. ``address`` is the platform's id."""

    id: int
    address: str
    since: dt.datetime
    why: str


def results(store: Store, broadcast_id: int) -> Results:
    """Count one broadcast's rows."""
    left = func.coalesce(Delivery.note == literal_column(f"'{OPTED_OUT}'"), false()).label("left")
    with store.session() as session:
        rows = session.execute(
            select(Delivery.state, left, func.count())
            .where(Delivery.broadcast_id == broadcast_id)
            .group_by(Delivery.state, left)
        ).all()
        opened = clicks(session, broadcast_id)
    counts: dict[DeliveryState, int] = dict.fromkeys(DeliveryState, 0)
    opted_out = 0
    for state, gone, count in rows:
        if gone:
            opted_out += count
        else:
            counts[state] += count
    return Results(
        total=opted_out + sum(counts.values()),
        pending=counts[DeliveryState.PENDING] + counts[DeliveryState.CLAIMED],
        delivered=counts[DeliveryState.SENT],
        unreachable=counts[DeliveryState.UNREACHABLE],
        refused=counts[DeliveryState.REFUSED],
        opted_out=opted_out,
        unknown=counts[DeliveryState.UNKNOWN],
        clicks=opened,
    )


def unknown_rows(store: Store, broadcast_id: int) -> list[UnknownRow]:
    """The first rows of unknown fate."""
    with store.session() as session:
        rows = session.execute(
            select(Delivery, Conversation.address)
            .join(Conversation, Conversation.id == Delivery.conversation_id)
            .where(Delivery.broadcast_id == broadcast_id, Delivery.state == DeliveryState.UNKNOWN)
            .order_by(Delivery.id)
            .limit(MOST_UNKNOWN)
        ).all()
        return [
            UnknownRow(row.id, address, row.left_at or row.changed_at, row.note or "")
            for row, address in rows
        ]


def send_unknown_again(store: Store, broadcast_id: int, also: Also[int] | None = None) -> int:
    """A person decided: whoever perhaps got nothing gets it, at the price of some getting it twice.

    Returns how many rows are pending again.

    Raises:
        BroadcastError: it is still being sent, or nothing is unknown.
    """
    with store.session() as session:
        broadcast = session.get(Broadcast, broadcast_id, with_for_update=True)
        if broadcast is None:
            raise BroadcastError(f"không có tin số {broadcast_id}")
        if broadcast.state is BroadcastState.SENDING:
            raise BroadcastError("tin đang gửi; đợi xong hoặc dừng lại đã")
        again = session.execute(
            update(Delivery)
            .where(Delivery.broadcast_id == broadcast_id, Delivery.state == DeliveryState.UNKNOWN)
            .values(
                state=DeliveryState.PENDING,
                claimed_by=None,
                left_at=None,
                note=None,
                changed_at=utc_now(),
            )
        )
        if not changed(again):
            raise BroadcastError("không còn tin nào chưa rõ")
        broadcast.state, broadcast.finished_at = BroadcastState.SENDING, None
        if also is not None:
            also(session, changed(again))
        return changed(again)
