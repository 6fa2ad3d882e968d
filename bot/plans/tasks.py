"""What officers do with tasks: fill in, correct, settle a conflict, tell how far they are."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bot.plans.errors import PlanError
from bot.plans.fields import FIELD_NAMES, Value, checked, missing, packed, unpacked
from bot.plans.limits import TEXT_CHARS
from bot.plans.periods import PeriodKind
from bot.store import (
    Plan,
    PlanTask,
    ReportRule,
    TaskCorrection,
    TaskOrigin,
    TaskProgress,
)
from bot.store.models import utc_now
from knowledge.text import clean

_LONGEST_MONTH = 31
_MOST_MONTHS_AFTER = 3


class TaskState(StrEnum):
    """What the desk shows of a task; the value is what it is called."""

    INCOMPLETE = "cần bổ sung"
    TODO = "chưa làm"
    DOING = "đang làm"
    DONE = "xong"
    OVERDUE = "quá hạn"
    NOT_OURS = "không thuộc đơn vị"


def state_of(task: PlanTask, today: dt.date) -> TaskState:
    """The state on ``today``: what staff said, then what is missing, then the date."""
    if task.progress is TaskProgress.DONE:
        return TaskState.DONE
    if task.progress is TaskProgress.NOT_OURS:
        return TaskState.NOT_OURS
    if missing(task):
        return TaskState.INCOMPLETE
    if task.due is not None and task.due < today:
        return TaskState.OVERDUE
    return TaskState.DOING if task.progress is TaskProgress.DOING else TaskState.TODO


def tasks(session: Session, plan_id: int | None = None) -> list[PlanTask]:
    """Tasks that the plans hold now, plan by plan in the plan's order."""
    rows = (
        select(PlanTask)
        .where(PlanTask.gone.is_(False))
        .options(selectinload(PlanTask.corrections), selectinload(PlanTask.plan))
        .order_by(PlanTask.plan_id, PlanTask.ordinal, PlanTask.id)
    )
    if plan_id is not None:
        rows = rows.where(PlanTask.plan_id == plan_id)
    return list(session.scalars(rows))


def task(session: Session, task_id: int) -> PlanTask:
    """One task, locked for a change.

    Raises:
        PlanError: there is none.
    """
    found = session.get(PlanTask, task_id, with_for_update=True)
    if found is None:
        raise PlanError(f"Không có nhiệm vụ số {task_id}.")
    return found


def correct(session: Session, task_id: int, field: str, value: Value, by: str) -> PlanTask:
    """Set a field to what staff say; a later reading will not overwrite it.

    Raises:
        PlanError: no such task or field, or a value it cannot have.
    """
    one, new = task(session, task_id), checked(field, value)
    if packed(getattr(one, field)) == packed(new):
        return one
    if one.origin is not TaskOrigin.STAFF:
        _keep(one, field, new, by)
    setattr(one, field, new)
    session.flush()
    return one


def unchanged(session: Session, task_id: int, seen: Mapping[str, Value]) -> None:
    """Make sure that the fields still are as a form showed them.

    Raises:
        PlanError: no such task, or somebody changed one of them meanwhile.
    """
    one = task(session, task_id)
    for field, value in seen.items():
        if packed(getattr(one, field)) != packed(value):
            raise PlanError(
                f"Nhiệm vụ số {task_id} vừa có người sửa mục “{FIELD_NAMES[field]}”."
                " Ông/bà đóng lại, mở ra xem rồi sửa tiếp."
            )


def _keep(one: PlanTask, field: str, new: Value, by: str) -> None:
    correction = next((c for c in one.corrections if c.field == field), None)
    if correction is None:
        correction = TaskCorrection(field=field, read=packed(getattr(one, field)))
        one.corrections.append(correction)
    correction.value, correction.by, correction.at = packed(new), by, utc_now()


def settle(session: Session, task_id: int, field: str, *, keep: bool, by: str) -> PlanTask:
    """End a conflict: ``keep`` staff's word, or take what the plan says now.

    Raises:
        PlanError: no such task, or no conflict in ``field``.
    """
    one = task(session, task_id)
    correction = next((c for c in one.corrections if c.field == field and c.conflict), None)
    if correction is None or correction.conflict is None:
        raise PlanError("Mục này không còn chỗ nào phải chọn.")
    if keep:
        correction.read, correction.conflict, correction.by = correction.conflict, None, by
    else:
        setattr(one, field, unpacked(correction.conflict))
        one.corrections.remove(correction)
    session.flush()
    return one


def progress(
    session: Session, task_id: int, to: TaskProgress, note: str, today: dt.date
) -> PlanTask:
    """Say how far a task is.

    Raises:
        PlanError: no such task, or a note that is too long.
    """
    one, said = task(session, task_id), clean(note).strip()
    if len(said) > TEXT_CHARS:
        raise PlanError(f"Ghi chú dài quá {TEXT_CHARS} chữ.")
    one.progress, one.note = to, said
    one.done_on = (one.done_on or today) if to is TaskProgress.DONE else None
    return one


def add_task(
    session: Session, plan_id: int, content: str, lead: str, due: dt.date | None
) -> PlanTask:
    """A task that staff add to a plan.

    Raises:
        PlanError: no such plan, or no content or unit.
    """
    if session.get(Plan, plan_id) is None:
        raise PlanError(f"Không có kế hoạch số {plan_id}.")
    text, unit = checked("content", content), checked("lead", lead)
    if not unit:
        raise PlanError("Chưa ghi đơn vị chủ trì.")
    last = session.scalar(select(func.max(PlanTask.ordinal)).where(PlanTask.plan_id == plan_id))
    one = PlanTask(
        plan_id=plan_id,
        ordinal=(last or 0) + 1,
        origin=TaskOrigin.STAFF,
        read_content=text,
        content=text,
        lead=unit,
        due=due,
        ongoing=due is None,
        forms=[],
        supporting=[],
    )
    session.add(one)
    session.flush()
    return one


def set_rule(
    session: Session,
    rule_id: int,
    day: int,
    months_after: int,
    frequencies: list[PeriodKind],
    by: str,
) -> ReportRule:
    """Fill in, or correct, when reports are due.

    Raises:
        PlanError: no such rule, or a day, month or period that cannot be.
    """
    rule = session.get(ReportRule, rule_id, with_for_update=True)
    if rule is None:
        raise PlanError(f"Không có quy định báo cáo số {rule_id}.")
    if not 1 <= day <= _LONGEST_MONTH or not 0 <= months_after <= _MOST_MONTHS_AFTER:
        raise PlanError("Ngày phải từ 1 đến 31, số tháng sau kỳ từ 0 đến 3.")
    if not frequencies:
        raise PlanError("Chọn ít nhất một kỳ báo cáo.")
    rule.day, rule.months_after, rule.set_by = day, months_after, by
    rule.frequencies = [kind.value for kind in frequencies]
    return rule
