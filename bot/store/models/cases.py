"""What a person has to answer, everything that happened to it, and the ward's ready answers."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.models.base import Base, closed, utc_now
from bot.store.models.staff import Staff
from bot.store.models.talk import Conversation


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


class Priority(StrEnum):
    """How a case stands in its queue."""

    NORMAL = "normal"
    URGENT = "urgent"


class CloseReason(StrEnum):
    """Why a case was closed."""

    ANSWERED = "answered"
    DONE = "done"
    ELSEWHERE = "elsewhere"
    SILENT = "silent"
    DOUBLE = "double"
    NOT_OURS = "not_ours"


class Happening(StrEnum):
    """What can happen to a case; each leaves a line in its history."""

    OPENED = "opened"
    CLAIMED = "claimed"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    WAITING = "waiting"
    RESUMED = "resumed"
    NOTED = "noted"
    PRIORITY = "priority"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    CLOSED = "closed"
    REOPENED = "reopened"


class Case(Base):
    """Something a person has to answer; ``code`` is what the citizen is told.

    ``unit`` is the key of the ward's unit it lies with, None while it may be anybody's.
    ``waiting_since``
    is set while a held case waits for the citizen: the service level stands still. ``restricted``
    cases are about an officer: only leaders see them, and whoever a leader gives them to.
    ``version`` grows with each change, so that a stale page is refused.
    """

    __tablename__ = "case"
    __table_args__ = (
        Index("case_by_state", "state", "opened_at"),
        Index("case_by_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    kind: Mapped[CaseKind] = mapped_column(closed(CaseKind))
    state: Mapped[CaseState] = mapped_column(closed(CaseState), default=CaseState.NEW)
    question: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(20))
    details: Mapped[dict[str, Any] | None]
    opened_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    held_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    unit: Mapped[str | None] = mapped_column(String(40))
    priority: Mapped[Priority] = mapped_column(
        closed(Priority), default=Priority.NORMAL, server_default=Priority.NORMAL.value
    )
    due_at: Mapped[dt.datetime | None]
    waiting_since: Mapped[dt.datetime | None]
    reminded_at: Mapped[dt.datetime | None]
    escalated_at: Mapped[dt.datetime | None]
    reopened_at: Mapped[dt.datetime | None]
    close_reason: Mapped[CloseReason | None] = mapped_column(closed(CloseReason))
    answer: Mapped[str | None] = mapped_column(Text)
    restricted: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    conversation: Mapped[Conversation] = relationship()
    holder: Mapped[Staff | None] = relationship()


class CaseEvent(Base):
    """One line of a case's history; ``text`` is an internal note, never told to the citizen."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    what: Mapped[Happening] = mapped_column(closed(Happening))
    text: Mapped[str | None] = mapped_column(Text)


class CannedReply(Base):
    """An answer that officers keep ready; a retired one is offered no more."""

    __tablename__ = "canned_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80), unique=True)
    text: Mapped[str] = mapped_column(Text)
    retired: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
