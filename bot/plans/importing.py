"""Bring a reading into the store; what staff corrected survives every later reading."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.plans.fields import FIELDS, packed
from bot.plans.reading import ReadDuty, ReadTask, rules_of, tasks_of
from bot.store import Plan, PlanTask, ReportRule, TaskOrigin
from bot.store.models import utc_now
from knowledge.plans import RepairedLine
from knowledge.records.plan import PlanReading
from knowledge.text import fold, tokens

# Two readings of one row differ by a few repaired words; two rows of a plan share far less.
SAME_TASK = 0.75
_LINES = TypeAdapter(list[RepairedLine])
UNTITLED = "Kế hoạch chưa đọc được tên"


@dataclass
class ImportResult:
    """What an import did; ``conflicts`` counts fields where staff and a new reading disagree."""

    plan_id: int
    new: int = 0
    kept: int = 0
    gone: int = 0
    conflicts: int = 0
    warnings: list[str] = field(default_factory=list)


def import_reading(
    session: Session,
    reading: PlanReading,
    file: str,
    by: str,
    lines: Sequence[RepairedLine] | None = None,
) -> ImportResult:
    """Store ``reading`` as a plan with its tasks and rules, or renew the plan it is again.

    ``lines`` are kept to be looked at beside the reading.
    """
    plan = _plan(session, reading, file)
    plan.file, plan.restored = file, _LINES.dump_python(list(lines), mode="json") if lines else None
    plan.imported_at, plan.imported_by = utc_now(), by
    return _filled(session, plan, reading, same_file=False)


def renew_reading(session: Session, plan: Plan, reading: PlanReading) -> ImportResult:
    """Bring the stored ``plan`` to a corrected ``reading`` of the same lines."""
    key = _key(reading, plan.file)
    if session.scalar(select(Plan.id).where(Plan.key == key)) is None:
        plan.key = key
    return _filled(session, plan, reading, same_file=True)


def kept_lines(plan: Plan) -> list[RepairedLine]:
    """The lines stored with ``plan``, nothing settled; none for one imported long ago."""
    return _LINES.validate_python(plan.restored or [])


def _filled(session: Session, plan: Plan, reading: PlanReading, *, same_file: bool) -> ImportResult:
    plan.number, plan.issued = reading.number, reading.date
    plan.issuer, plan.title = reading.issuer, reading.title or plan.title or UNTITLED
    plan.period_from, plan.period_to = reading.period.start, reading.period.end
    plan.reading = reading.model_dump(mode="json", by_alias=True)
    session.flush()
    result = ImportResult(plan.id, warnings=list(reading.warnings))
    _tasks(plan, tasks_of(reading), result, same_file=same_file)
    _rules(session, plan, rules_of(reading))
    session.flush()
    return result


def _plan(session: Session, reading: PlanReading, file: str) -> Plan:
    key = _key(reading, file)
    found = session.scalar(select(Plan).where(Plan.key == key).with_for_update())
    if found is None:
        # A better scan may bring a number that the first one lacked.
        found = session.scalar(
            select(Plan).where(Plan.file == file, Plan.issued == reading.date).with_for_update()
        )
    if found is None:
        found = Plan(key=key, title="", file=file, reading={})
        session.add(found)
    return found


def _key(reading: PlanReading, file: str) -> str:
    named = reading.number or reading.title
    if named is None:
        return f"file:{unicodedata.normalize('NFC', file)}"[:200]
    year = str(reading.date.year if reading.date else "")
    return " | ".join((fold(named), fold(reading.issuer or ""), year))[:200]


def _tasks(plan: Plan, read: list[ReadTask], result: ImportResult, *, same_file: bool) -> None:
    waiting = [task for task in plan.tasks if task.origin is not TaskOrigin.STAFF]
    for ordinal, new in enumerate(read, start=1):
        old = (_same_place(new, waiting) if same_file else None) or _best(new, waiting)
        if old is None:
            plan.tasks.append(_made(plan, new, ordinal))
            result.new += 1
            continue
        waiting.remove(old)
        old.ordinal, old.gone = ordinal, False
        old.first_line, old.last_line = new.lines
        result.kept += 1
        result.conflicts += _renew(old, new)
    for task in waiting:
        result.gone += not task.gone
        task.gone = True


def _same_place(new: ReadTask, waiting: list[PlanTask]) -> PlanTask | None:
    """The task read from the very lines, however much its words were corrected."""
    there = [one for one in waiting if (one.first_line, one.last_line) == new.lines]
    there = [one for one in there if one.origin is new.origin]
    return there[0] if len(there) == 1 else None


def _best(new: ReadTask, waiting: list[PlanTask]) -> PlanTask | None:
    scored = [(_alike(new.content, one.read_content), one) for one in waiting]
    scored = [pair for pair in scored if pair[1].origin is new.origin and pair[0] >= SAME_TASK]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _alike(one: str, other: str) -> float:
    first, second = tokens(one), tokens(other)
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _made(plan: Plan, new: ReadTask, ordinal: int) -> PlanTask:
    task = PlanTask(
        plan_id=plan.id,
        ordinal=ordinal,
        origin=new.origin,
        read_content=new.content,
        first_line=new.lines[0],
        last_line=new.lines[1],
        forms=[],
        supporting=[],
    )
    for name in FIELDS:
        setattr(task, name, _value(new, name))
    return task


def _renew(task: PlanTask, new: ReadTask) -> int:
    """Take over the new reading, except where staff spoke; returns the fields in conflict."""
    corrected = {one.field: one for one in task.corrections}
    conflicts = 0
    task.read_content = new.content
    for name in FIELDS:
        value = _value(new, name)
        correction = corrected.get(name)
        if correction is None:
            setattr(task, name, value)
        elif packed(value) in (correction.read, correction.value):
            correction.conflict = None
        else:
            correction.conflict = packed(value)
            conflicts += 1
    return conflicts


def _value(new: ReadTask, name: str) -> Any:
    value = getattr(new, name)
    return list(value) if isinstance(value, tuple) else value


def _rules(session: Session, plan: Plan, read: list[ReadDuty]) -> None:
    waiting = list(plan.rules)
    for new in read:
        what = new.duty.what or ""
        old = next((one for one in waiting if _alike(what, one.what) >= SAME_TASK), None)
        if old is None:
            old = ReportRule(plan_id=plan.id, what=what, frequencies=[])
            plan.rules.append(old)
        else:
            waiting.remove(old)
        old.who, old.what, old.gone = new.duty.who, what, False
        old.when_text, old.due_text = new.duty.when, new.duty.due
        if old.set_by is None:
            old.day, old.months_after = new.rule.day, new.rule.months_after
            old.frequencies = [kind.value for kind in new.rule.frequencies]
    for rule in waiting:
        rule.gone = True
    session.flush()


def in_force(plan: Plan, first: dt.date, last: dt.date) -> bool:
    """Whether the plan covers any day from ``first`` to ``last``; unknown ends are open."""
    return (plan.period_from is None or plan.period_from <= last) and (
        plan.period_to is None or plan.period_to >= first
    )
