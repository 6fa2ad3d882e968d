"""What the page of plans shows, read in one go."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.plans.deadlines import Deadline, deadline
from bot.plans.evidence import evidence_counts
from bot.plans.fields import missing
from bot.plans.periods import PeriodKind, period_of
from bot.plans.tasks import TaskState, state_of, tasks
from bot.store import Evidence, Plan, PlanTask, ReportRule


@dataclass(frozen=True)
class TaskView:
    """A task as a card shows it."""

    task: PlanTask
    state: TaskState
    missing: tuple[str, ...]
    evidence: int
    pieces: tuple[Evidence, ...]


@dataclass(frozen=True)
class RuleView:
    """A rule with the coming deadline of its shortest period."""

    rule: ReportRule
    coming: Deadline | None


@dataclass
class PlanView:
    """A stored plan with everything under it."""

    plan: Plan
    tasks: list[TaskView] = field(default_factory=list)
    rules: list[RuleView] = field(default_factory=list)

    @property
    def states(self) -> Counter[TaskState]:
        """How many tasks are in each state."""
        return Counter(one.state for one in self.tasks)

    @property
    def units(self) -> dict[str, Counter[TaskState]]:
        """States by the unit that leads."""
        table: dict[str, Counter[TaskState]] = {}
        for one in self.tasks:
            table.setdefault(one.task.lead or "Chưa rõ đơn vị", Counter())[one.state] += 1
        return table


def plan_views(
    session: Session, today: dt.date, is_workday: Callable[[dt.date], bool]
) -> list[PlanView]:
    """All stored plans, the newest import first."""
    plans = session.scalars(
        select(Plan).options(selectinload(Plan.rules)).order_by(Plan.imported_at.desc())
    )
    views = {plan.id: PlanView(plan) for plan in plans}
    counts, pieces = evidence_counts(session), _pieces(session)
    for one in tasks(session):
        views[one.plan_id].tasks.append(
            TaskView(
                one,
                state_of(one, today),
                tuple(missing(one)),
                counts.get(one.id, 0),
                tuple(pieces.get(one.id, ())),
            )
        )
    for view in views.values():
        view.rules = [
            RuleView(rule, _coming(rule, today, is_workday))
            for rule in view.plan.rules
            if not rule.gone
        ]
    return list(views.values())


def _coming(
    rule: ReportRule, today: dt.date, is_workday: Callable[[dt.date], bool]
) -> Deadline | None:
    kinds = [kind for kind in PeriodKind if kind.value in rule.frequencies]
    if not kinds:
        return None
    period = period_of(today, kinds[0])
    found = deadline(rule, period, is_workday)
    return deadline(rule, period.next(), is_workday) if found and found.day < today else found


def _pieces(session: Session) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    for one in session.scalars(select(Evidence).where(Evidence.task_id.is_not(None))):
        found.setdefault(one.task_id or 0, []).append(one)
    return found
