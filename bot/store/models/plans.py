"""Plans at work: what was read, the tasks that follow, staff's corrections, rules for reports."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.models.base import Base, closed, utc_now


class TaskOrigin(StrEnum):
    """Where a task was read: a row of the annex, a unit's duty, or staff wrote it."""

    ANNEX = "annex"
    DUTY = "duty"
    STAFF = "staff"


class TaskProgress(StrEnum):
    """What staff say of a task; that it is overdue or lacks something is worked out, not kept."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    NOT_OURS = "not_ours"


class Plan(Base):
    """One plan; ``key`` stays the same when the file is read again, ``reading`` is the last one."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    number: Mapped[str | None] = mapped_column(String(60))
    issued: Mapped[dt.date | None]
    issuer: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    period_from: Mapped[dt.date | None]
    period_to: Mapped[dt.date | None]
    file: Mapped[str] = mapped_column(String(200))
    reading: Mapped[dict[str, Any]]
    # As imported and as restored, before staff's word; null for plans imported before it was kept.
    restored: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    imported_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    imported_by: Mapped[str | None] = mapped_column(String(60))
    tasks: Mapped[list["PlanTask"]] = relationship(
        back_populates="plan", order_by="PlanTask.ordinal"
    )
    rules: Mapped[list["ReportRule"]] = relationship(
        back_populates="plan", order_by="ReportRule.id"
    )


class PlanTask(Base):
    """Something to do; the columns hold what counts now, staff's word before the reading's.

    ``read_content`` is the content as it was read, by which a later reading finds the task again.
    ``gone`` marks a task that the last reading no longer holds; nothing is deleted.
    """

    __tablename__ = "plan_task"
    __table_args__ = (Index("plan_task_by_due", "due"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    ordinal: Mapped[int]
    origin: Mapped[TaskOrigin] = mapped_column(closed(TaskOrigin))
    read_content: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    forms: Mapped[list[str]] = mapped_column(JSON)
    lead: Mapped[str | None] = mapped_column(Text)
    supporting: Mapped[list[str]] = mapped_column(JSON)
    time: Mapped[str | None] = mapped_column(Text)
    due: Mapped[dt.date | None]
    ongoing: Mapped[bool] = mapped_column(default=False)
    first_line: Mapped[int | None]
    last_line: Mapped[int | None]
    progress: Mapped[TaskProgress] = mapped_column(closed(TaskProgress), default=TaskProgress.TODO)
    done_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    gone: Mapped[bool] = mapped_column(default=False)
    plan: Mapped[Plan] = relationship(back_populates="tasks")
    corrections: Mapped[list["TaskCorrection"]] = relationship(
        back_populates="task", cascade="all, delete-orphan"
    )


class TaskCorrection(Base):
    """Staff's word on one field, kept apart so that a new reading cannot overwrite it.

    ``read`` is what the reading said when it was corrected; ``conflict`` is set when a later
    reading says something else again.
    """

    __tablename__ = "task_correction"
    __table_args__ = (UniqueConstraint("task_id", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("plan_task.id"))
    field: Mapped[str] = mapped_column(String(20))
    value: Mapped[dict[str, Any]]
    read: Mapped[dict[str, Any]]
    conflict: Mapped[dict[str, Any] | None]
    by: Mapped[str] = mapped_column(String(60))
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    task: Mapped[PlanTask] = relationship(back_populates="corrections")


class ReportRule(Base):
    """When a report is due, as the plan says it and as it was understood or filled in.

    ``day`` is a day of the month that lies ``months_after`` months after the period's last one;
    None has to be asked. ``frequencies`` are kinds of periods (month, quarter, half, year).
    """

    __tablename__ = "report_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    who: Mapped[str | None] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    when_text: Mapped[str | None] = mapped_column(Text)
    due_text: Mapped[str | None] = mapped_column(Text)
    frequencies: Mapped[list[str]] = mapped_column(JSON)
    day: Mapped[int | None]
    months_after: Mapped[int] = mapped_column(default=0)
    set_by: Mapped[str | None] = mapped_column(String(60))
    gone: Mapped[bool] = mapped_column(default=False)
    plan: Mapped[Plan] = relationship(back_populates="rules")


class TaskReminder(Base):
    """A reminder that was given for a task, so that nobody is reminded twice of one step."""

    __tablename__ = "task_reminder"
    __table_args__ = (UniqueConstraint("task_id", "due", "days_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("plan_task.id"))
    due: Mapped[dt.date]
    days_before: Mapped[int]
    given_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
