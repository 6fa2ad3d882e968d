"""From a plan's reading to the tasks and rules it sets, before anything is stored."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from bot.plans.deadlines import ReadRule, read_rule
from bot.store import TaskOrigin
from knowledge.records.plan import PlanReading, ReportingDuty, ScheduleRow
from knowledge.text import fold

_ALWAYS = re.compile(r"thuong xuyen|\bhang\b|\bdinh ky\b|trong nam|ca nam")
_QUARTER = re.compile(r"\bquy\s*(iv|i{1,3})\b")
_MONTH = re.compile(r"\bthang\s*(\d{1,2})\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = 12


@dataclass(frozen=True)
class ReadTask:
    """A task as the plan says it; what it does not say is None or empty."""

    origin: TaskOrigin
    content: str
    forms: tuple[str, ...]
    lead: str | None
    supporting: tuple[str, ...]
    time: str | None
    due: dt.date | None
    ongoing: bool
    lines: tuple[int, int]


@dataclass(frozen=True)
class ReadDuty:
    """A duty to report, with its deadline as understood."""

    duty: ReportingDuty
    rule: ReadRule


def tasks_of(reading: PlanReading) -> list[ReadTask]:
    """Rows of the annex, then duties of units; a duty to report becomes a rule instead."""
    reported = {duty.lines for duty in reading.reporting}
    rows = [_of_row(row, reading) for row in reading.schedule]
    duties = [
        ReadTask(TaskOrigin.DUTY, duty.text, (), unit.unit, (), None, None, False, duty.lines)
        for unit in reading.units
        for duty in unit.duties
        if duty.lines not in reported
    ]
    return rows + duties


def rules_of(reading: PlanReading) -> list[ReadDuty]:
    """Every duty to report, known or to be asked."""
    return [ReadDuty(duty, read_rule(duty.due, duty.when)) for duty in reading.reporting]


def _of_row(row: ScheduleRow, reading: PlanReading) -> ReadTask:
    bare = fold(row.time or "")
    ongoing = bool(_ALWAYS.search(bare))
    due = row.due or (None if ongoing else _due(bare, reading))
    return ReadTask(
        origin=TaskOrigin.ANNEX,
        content=row.content,
        forms=tuple(row.forms),
        lead=row.lead,
        supporting=tuple(row.coordinating),
        time=row.time,
        due=due,
        ongoing=ongoing,
        lines=row.lines,
    )


def _due(bare: str, reading: PlanReading) -> dt.date | None:
    """The end of a quarter or month without a year, where the plan covers one year only."""
    start, end = reading.period.start, reading.period.end
    if start is None or end is None or start.year != end.year:
        return None
    if quarters := _QUARTER.findall(bare):
        month = 3 * max(_QUARTERS[one] for one in quarters)
    elif months := [int(one) for one in _MONTH.findall(bare)]:
        month = max(months)
    else:
        return None
    if not 1 <= month <= _MONTHS:
        return None
    return dt.date(end.year, month, calendar.monthrange(end.year, month)[1])
