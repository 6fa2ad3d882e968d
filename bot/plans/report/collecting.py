"""Gather the figures of a period from the store."""

import datetime as dt
from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.desk.calendar import ZONE
from bot.plans.deadlines import deadline
from bot.plans.evidence import evidence_counts
from bot.plans.importing import in_force
from bot.plans.periods import ReportPeriod
from bot.plans.report.contests import add_contests
from bot.plans.report.figures import (
    ChannelLine,
    DueReport,
    Figure,
    RecordName,
    ReportData,
    TaskLine,
)
from bot.plans.report.questions import add_questions
from bot.plans.report.satisfaction import add_satisfaction
from bot.plans.report.shortfalls import add_shortfalls
from bot.plans.tasks import TaskState, state_of, tasks
from bot.plans.wording import CHANNEL_NAMES
from bot.store import Activity, Plan, PlanTask, ReachBasis, RegisterEntry


def collect(
    session: Session,
    period: ReportPeriod,
    unit: str,
    now: dt.datetime,
    is_workday: Callable[[dt.date], bool],
) -> ReportData:
    """Everything the report on ``period`` says, as the store knows it at ``now``."""
    today = now.astimezone(ZONE).date()
    data = ReportData(period, unit, today)
    data.plans = [
        plan
        for plan in session.scalars(select(Plan).order_by(Plan.id))
        if in_force(plan, period.first, period.last)
    ]
    data.due = [
        DueReport(plan, rule, deadline(rule, period, is_workday))
        for plan in data.plans
        for rule in plan.rules
        if not rule.gone and (not rule.frequencies or period.kind.value in rule.frequencies)
    ]
    data.activities = list(
        session.scalars(
            select(Activity)
            .where(
                Activity.held_on.between(period.first, period.last), Activity.withdrawn.is_(False)
            )
            .options(selectinload(Activity.evidence))
            .order_by(Activity.held_on, Activity.id)
        )
    )
    data.registers = list(
        session.scalars(
            select(RegisterEntry)
            .where(RegisterEntry.held_on.between(period.first, period.last))
            .options(selectinload(RegisterEntry.evidence))
            .order_by(RegisterEntry.kind, RegisterEntry.held_on)
        )
    )
    _add_tasks(session, data)
    _add_channels(data)
    add_questions(session, data, now)
    add_satisfaction(session, data)
    add_contests(session, data)
    add_shortfalls(data)
    return data


def _add_tasks(session: Session, data: ReportData) -> None:
    plans, evidence = {plan.id for plan in data.plans}, evidence_counts(session)
    period, following = data.period, data.period.next()
    for task in tasks(session):
        done = [one for one in data.activities if one.task_id == task.id]
        state = state_of(task, min(data.today, period.last + dt.timedelta(days=1)))
        if task.plan_id not in plans or (state is TaskState.NOT_OURS and not done):
            continue
        line = _task_line(task, state, done, evidence.get(task.id, 0))
        open_ = state not in (TaskState.DONE, TaskState.NOT_OURS)
        late = open_ and task.due is not None and task.due < period.first
        now = period.holds(task.due) or period.holds(task.done_on) or task.ongoing
        if done or now or late or (task.due is None and open_):
            data.tasks.append(line)
        if open_ and (task.ongoing or (task.due is not None and task.due <= following.last)):
            data.next_tasks.append(line)


def _task_line(task: PlanTask, state: TaskState, done: list[Activity], evidence: int) -> TaskLine:
    name = f"Nhiệm vụ {task.id}"
    return TaskLine(
        task,
        state,
        _count(f"{name}: hoạt động", done),
        _sum(f"{name}: số lần", done, [one.sessions for one in done]),
        _reached(f"{name}: số người", done),
        evidence,
    )


def _add_channels(data: ReportData) -> None:
    for channel in dict.fromkeys(one.channel for one in data.activities):
        done = [one for one in data.activities if one.channel is channel]
        name = f"Kênh {CHANNEL_NAMES[channel]}"
        known = [one for one in done if one.basis is ReachBasis.KNOWN]
        estimated = [one for one in done if one.basis is ReachBasis.ESTIMATED]
        links = (piece.url for one in done for piece in one.evidence if piece.url)
        data.channels.append(
            ChannelLine(
                channel,
                _count(f"{name}: hoạt động", done),
                _sum(f"{name}: số lần", done, [one.sessions for one in done]),
                _reached(f"{name}: số người đếm được", known),
                _reached(f"{name}: số người ước tính", estimated),
                _count(
                    f"{name}: chưa rõ số người",
                    [one for one in done if one.basis is ReachBasis.UNKNOWN],
                ),
                tuple(dict.fromkeys(links)),
            )
        )
    loose = [one for one in data.activities if one.task_id is None]
    data.unassigned = _count("Hoạt động chưa gắn mục kế hoạch", loose)


def _count(label: str, done: Iterable[Activity]) -> Figure:
    return Figure(label, RecordName.ACTIVITY, tuple(one.id for one in done))


def _sum(label: str, done: list[Activity], amounts: list[int]) -> Figure:
    return Figure(label, RecordName.ACTIVITY, tuple(one.id for one in done), tuple(amounts))


def _reached(label: str, done: list[Activity]) -> Figure:
    counted = [one for one in done if one.reached is not None]
    return _sum(label, counted, [one.reached or 0 for one in counted])
