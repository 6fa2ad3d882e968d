"""Conversations and what was said; citizens' texts are redacted before they get here."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.models.base import Base, closed, utc_now


class Direction(StrEnum):
    """Who said a message."""

    CITIZEN = "citizen"
    BOT = "bot"
    STAFF = "staff"


class DeliveryState(StrEnum):
    """What is known of a message on its way. UNKNOWN is never sent again by itself.

    PREPARED is an answer whose turn is about to send it; PENDING is anybody's to send.
    """

    PREPARED = "prepared"
    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class Conversation(Base):
    """One person on one channel; ``address`` is the platform's id of them."""

    __tablename__ = "conversation"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(100))
    started_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    last_seen_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    reachable: Mapped[bool] = mapped_column(default=True)
    messages: Mapped[list["Message"]] = relationship(order_by="Message.id")


class Message(Base):
    """One thing said.

    ``subject`` is the record told about; ``trace`` keeps how an answer came about: the query, the
    candidates with their scores, the versions used. ``wrong`` is why an officer calls the answer
    wrong, None while nobody does.
    """

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    direction: Mapped[Direction] = mapped_column(closed(Direction))
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(20))
    subject: Mapped[str | None] = mapped_column(String(60))
    trace: Mapped[dict[str, Any] | None]
    said_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    delivery: Mapped[DeliveryState] = mapped_column(
        closed(DeliveryState), default=DeliveryState.SENT
    )
    delivery_note: Mapped[str | None] = mapped_column(Text)
    wrong: Mapped[str | None] = mapped_column(Text)


class InboundUpdate(Base):
    """A delivery already handled, so that the platform's repeats change nothing."""

    __tablename__ = "inbound_update"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    update_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    received_at: Mapped[dt.datetime] = mapped_column(default=utc_now, index=True)
