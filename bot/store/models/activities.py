"""What was done for a plan: activities, registers, and the evidence for both."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.models.base import Base, closed, utc_now
from bot.store.models.plans import PlanTask
from knowledge.records.plan import PlanChannel


class ActivityKind(StrEnum):
    """What kind of activity it was."""

    BROADCAST = "broadcast"
    BULLETIN = "bulletin"
    POST = "post"
    SESSION = "session"
    TRAINING = "training"
    MEETING = "meeting"
    CONTEST = "contest"
    PRINT = "print"
    OTHER = "other"


class ReachBasis(StrEnum):
    """How the number of people is known; UNKNOWN has no number at all."""

    KNOWN = "known"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


class RegisterKind(StrEnum):
    """The registers that are kept beside the plans."""

    TRAINING = "training"
    CONTEST = "contest"
    MODEL = "model"
    DIALOGUE = "dialogue"
    INITIATIVE = "initiative"
    FUNDING = "funding"


class EvidenceKind(StrEnum):
    """A web address, or a file that is kept here."""

    LINK = "link"
    FILE = "file"


class Activity(Base):
    """Something done once; ``source`` names what it came from, so that it is logged once.

    ``reached`` is set exactly when ``basis`` is not UNKNOWN. ``edited_by`` protects an officer's
    words from the automatic source's next report.
    """

    __tablename__ = "activity"
    __table_args__ = (Index("activity_by_day", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ActivityKind] = mapped_column(closed(ActivityKind))
    channel: Mapped[PlanChannel] = mapped_column(closed(PlanChannel))
    title: Mapped[str] = mapped_column(Text)
    held_on: Mapped[dt.date]
    sessions: Mapped[int] = mapped_column(default=1)
    reached: Mapped[int | None]
    basis: Mapped[ReachBasis] = mapped_column(closed(ReachBasis), default=ReachBasis.UNKNOWN)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("plan_task.id"), index=True)
    source: Mapped[str | None] = mapped_column(String(60), unique=True)
    note: Mapped[str] = mapped_column(Text, default="")
    logged_by: Mapped[str | None] = mapped_column(String(60))
    edited_by: Mapped[str | None] = mapped_column(String(60))
    logged_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    task: Mapped[PlanTask | None] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(order_by="Evidence.id")


class RegisterEntry(Base):
    """One line of a register; ``fields`` keeps the shape of its kind (bot/plans/registers)."""

    __tablename__ = "register_entry"
    __table_args__ = (Index("register_by_kind", "kind", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RegisterKind] = mapped_column(closed(RegisterKind))
    title: Mapped[str] = mapped_column(Text)
    held_on: Mapped[dt.date | None]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("plan_task.id"), index=True)
    fields: Mapped[dict[str, Any]]
    approved_by: Mapped[str | None] = mapped_column(String(60))
    made_by: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    changed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    task: Mapped[PlanTask | None] = relationship()
    evidence: Mapped[list["Evidence"]] = relationship(order_by="Evidence.id")
    petitions: Mapped[list["Petition"]] = relationship(order_by="Petition.id")
    sheet: Mapped["AttendanceSheet | None"] = relationship()


class AttendanceSheet(Base):
    """Where people at a training sign in themselves; ``people`` outlives their names."""

    __tablename__ = "attendance_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"), unique=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    opened_by: Mapped[str] = mapped_column(String(60))
    closes_at: Mapped[dt.datetime]
    people: Mapped[int] = mapped_column(default=0)


class Attendee(Base):
    """Who signed, with consent; ``key`` is the folded name and place."""

    __tablename__ = "attendee"
    __table_args__ = (UniqueConstraint("sheet_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("attendance_sheet.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(120), default="")
    key: Mapped[str] = mapped_column(String(201))
    signed_at: Mapped[dt.datetime]


class Petition(Base):
    """A question or proposal gathered before or at a dialogue session, and its answer."""

    __tablename__ = "petition"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    asked_for: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str | None] = mapped_column(Text)
    due: Mapped[dt.date | None]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[dt.date | None]
    answered_by: Mapped[str | None] = mapped_column(String(60))


class Evidence(Base):
    """A link or a file that shows that something was done; it belongs to exactly one row.

    ``item`` names the line of a checklist; ``path`` is relative to the folder of files.
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("plan_task.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("register_entry.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(closed(EvidenceKind))
    item: Mapped[str | None] = mapped_column(String(30))
    url: Mapped[str | None] = mapped_column(Text)
    path: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None]
    added_by: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
