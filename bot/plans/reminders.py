"""Reminders before a task is due, each step once; who is told is the caller's business."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.plans.limits import REMIND_DAYS
from bot.plans.tasks import TaskState, state_of, tasks
from bot.store import PlanTask, TaskReminder

_OPEN = (TaskState.TODO, TaskState.DOING, TaskState.INCOMPLETE)


@dataclass(frozen=True)
class Reminder:
    """A task that is due in ``days_left`` days."""

    task: PlanTask
    days_left: int

    @property
    def text(self) -> str:
        """One line for an officer."""
        when = "hôm nay" if self.days_left == 0 else f"còn {self.days_left} ngày"
        lead = self.task.lead or "chưa rõ đơn vị chủ trì"
        return f"Nhiệm vụ số {self.task.id} ({lead}), {when}: {self.task.content}"


def coming(session: Session, today: dt.date) -> list[Reminder]:
    """Open tasks that are due within the longest step, the most pressing first."""
    found = [
        Reminder(task, (task.due - today).days)
        for task in tasks(session)
        if task.due is not None and state_of(task, today) in _OPEN
    ]
    near = [one for one in found if 0 <= one.days_left <= max(REMIND_DAYS)]
    return sorted(near, key=lambda one: (one.days_left, one.task.id))


def take_reminders(session: Session, today: dt.date) -> list[Reminder]:
    """Reminders to give now; each step of a task is handed out once, however often this is called.

    A task whose due date moves is reminded anew.
    """
    given = {
        (row.task_id, row.due, row.days_before) for row in session.scalars(select(TaskReminder))
    }
    taken = []
    for one in coming(session, today):
        assert one.task.due is not None  # noqa: S101  (coming() returns no other)
        step = min(days for days in REMIND_DAYS if days >= one.days_left)
        if (one.task.id, one.task.due, step) not in given:
            session.add(TaskReminder(task_id=one.task.id, due=one.task.due, days_before=step))
            taken.append(one)
    return taken
