"""Tables. Times are stored in UTC; texts of citizens are redacted before they get here."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Enum, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware time on every database; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=dt.UTC)


def utc_now() -> dt.datetime:
    """The present time, aware."""
    return dt.datetime.now(dt.UTC)


class Base(DeclarativeBase):
    """Base of all tables; closed lists are stored by value in plain text columns."""

    type_annotation_map = {dict[str, Any]: JSON, dt.datetime: UtcDateTime}


def _closed(values: type[StrEnum]) -> Enum:
    return Enum(
        values,
        native_enum=False,
        length=20,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )


class Direction(StrEnum):
    """Who said a message."""

    CITIZEN = "citizen"
    BOT = "bot"
    STAFF = "staff"


class DeliveryState(StrEnum):
    """What is known of a message on its way. UNKNOWN is never sent again by itself."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class CaseKind(StrEnum):
    """Why a person is needed."""

    QUESTION = "question"
    PERSON = "person"
    FEEDBACK = "feedback"


class CaseState(StrEnum):
    """NEW waits for an officer; HELD silences the bot; CLOSED gives the talk back to it."""

    NEW = "new"
    HELD = "held"
    CLOSED = "closed"


class Role(StrEnum):
    """What an account may do; the later roles include nothing of the others by themselves."""

    OFFICER = "officer"
    EDITOR = "editor"
    APPROVER = "approver"
    LEADER = "leader"
    ADMIN = "admin"


class BroadcastState(StrEnum):
    """Life of a broadcast."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    STOPPED = "stopped"
    HALTED = "halted"
    DONE = "done"


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
    candidates with their scores, the versions used.
    """

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    direction: Mapped[Direction] = mapped_column(_closed(Direction))
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(20))
    subject: Mapped[str | None] = mapped_column(String(60))
    trace: Mapped[dict[str, Any] | None]
    said_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    delivery: Mapped[DeliveryState] = mapped_column(
        _closed(DeliveryState), default=DeliveryState.SENT
    )
    delivery_note: Mapped[str | None] = mapped_column(Text)


class InboundUpdate(Base):
    """A delivery already handled, so that the platform's repeats change nothing."""

    __tablename__ = "inbound_update"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    update_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    received_at: Mapped[dt.datetime] = mapped_column(default=utc_now, index=True)


class Case(Base):
    """Something a person has to answer; ``code`` is what the citizen is told."""

    __tablename__ = "case"
    __table_args__ = (Index("case_by_state", "state", "opened_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    kind: Mapped[CaseKind] = mapped_column(_closed(CaseKind))
    state: Mapped[CaseState] = mapped_column(_closed(CaseState), default=CaseState.NEW)
    question: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(20))
    details: Mapped[dict[str, Any] | None]
    opened_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    held_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    conversation: Mapped[Conversation] = relationship()
    holder: Mapped["Staff | None"] = relationship()


class Staff(Base):
    """An account of the desk."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(_closed(Role))
    active: Mapped[bool] = mapped_column(default=True)


class StaffSession(Base):
    """A sign-in; the cookie holds the token, the store only its hash."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    expires_at: Mapped[dt.datetime]
    revoked: Mapped[bool] = mapped_column(default=False)
    staff: Mapped[Staff] = relationship()


class Subscription(Base):
    """A person's wish to be sent news of a topic; ended, never deleted, so it can be shown."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("conversation_id", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    topic: Mapped[str] = mapped_column(String(60))
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
        _closed(BroadcastState), default=BroadcastState.DRAFT
    )
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    approved_by: Mapped[str | None] = mapped_column(String(60))
    approved_at: Mapped[dt.datetime | None]


class Delivery(Base):
    """The ledger: one row a recipient, claimed before anything is sent."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "conversation_id"),
        Index("delivery_by_state", "broadcast_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    state: Mapped[DeliveryState] = mapped_column(
        _closed(DeliveryState), default=DeliveryState.PENDING
    )
    note: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    conversation: Mapped[Conversation] = relationship()
