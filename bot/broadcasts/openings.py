"""When a broadcast may go on: it is being sent, the hour is not quiet, the platform takes it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.broadcasts.hours import is_quiet
from bot.store import Broadcast, BroadcastState
from bot.store.models import utc_now


def due(session: Session, channels: Sequence[str]) -> list[int]:
    """Broadcasts on ``channels`` that may go on now, oldest first."""
    found = session.scalars(
        select(Broadcast)
        .where(Broadcast.state == BroadcastState.SENDING, Broadcast.channel.in_(channels))
        .order_by(Broadcast.id)
    )
    return [row.id for row in found if is_open(row)]


def is_open(broadcast: Broadcast) -> bool:
    """Whether it is being sent, and neither the hour nor the platform holds it up."""
    if broadcast.state is not BroadcastState.SENDING or is_paused(broadcast):
        return False
    return broadcast.urgent or not is_quiet(utc_now())


def is_paused(broadcast: Broadcast) -> bool:
    """Whether the platform takes no more of it for now."""
    return broadcast.paused_until is not None and utc_now() < broadcast.paused_until
