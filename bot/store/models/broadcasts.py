"""Subscriptions, broadcasts and the ledger of their deliveries."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.models.base import Base, closed, utc_now
from bot.store.models.talk import Conversation, DeliveryState


class BroadcastState(StrEnum):
    """Life of a broadcast."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    STOPPED = "stopped"
    HALTED = "halted"
    DONE = "done"


class Subscription(Base):
    """A person's wish to be sent news of a topic; ended, never deleted, so it can be shown."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("conversation_id", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    topic: Mapped[str] = mapped_column(String(60))
    # As the citizen named it; None means news of the whole ward only.
    neighbourhood: Mapped[str | None] = mapped_column(String(80))
    since: Mapped[dt.datetime] = mapped_column(default=utc_now)
    ended_at: Mapped[dt.datetime | None]


class Broadcast(Base):
    """One approved message to many; ``message`` is the neutral message as it was approved."""

    __tablename__ = "broadcast"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(100))
    channel: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(60))
    message: Mapped[dict[str, Any]]
    state: Mapped[BroadcastState] = mapped_column(
        closed(BroadcastState), default=BroadcastState.DRAFT
    )
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    approved_by: Mapped[str | None] = mapped_column(String(60))
    approved_at: Mapped[dt.datetime | None]
    created_by: Mapped[str | None] = mapped_column(String(60))
    # Broadcasts and to-dos that were composed together share this key.
    campaign: Mapped[str | None] = mapped_column(String(32), index=True)
    title: Mapped[str | None] = mapped_column(String(200))
    scheduled_at: Mapped[dt.datetime | None]
    started_at: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    # Somebody decided that it may go out in quiet hours.
    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Why it halted by itself.
    note: Mapped[str | None] = mapped_column(Text)
    # The platform takes nothing before this moment: a quota is used up, or it is night there.
    paused_until: Mapped[dt.datetime | None]
    # The last sign of life of whoever sends it.
    beat_at: Mapped[dt.datetime | None]


class Delivery(Base):
    """The ledger: one row a recipient.

    CLAIMED without ``left_at``: surely not sent yet. CLAIMED with ``left_at``: handed to the
    network, its fate open. ``claimed_by`` names the sender that holds it.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "conversation_id"),
        Index("delivery_by_state", "broadcast_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    state: Mapped[DeliveryState] = mapped_column(
        closed(DeliveryState), default=DeliveryState.PENDING
    )
    note: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    claimed_by: Mapped[str | None] = mapped_column(String(32))
    left_at: Mapped[dt.datetime | None]
    conversation: Mapped[Conversation] = relationship()
