"""Counts that anybody may see: no text, no person, nothing so small that it points at one."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.messages import Outcome
from bot.plans.limits import SMALLEST_PUBLIC_COUNT
from bot.plans.periods import PeriodKind, ReportPeriod, period_of
from bot.plans.report.clock import bounds
from bot.plans.report.questions import answers_in, on_time
from bot.store import Activity, Case, CaseKind, CaseState, Message

FEW = f"dưới {SMALLEST_PUBLIC_COUNT}"


@dataclass(frozen=True)
class PublicCounts:
    """One period; every value is already fit to be shown."""

    period: str
    rows: tuple[tuple[str, str], ...]


def public_counts(session: Session, now: dt.datetime, today: dt.date) -> list[PublicCounts]:
    """This month and the year so far."""
    kinds = (PeriodKind.MONTH, PeriodKind.YEAR)
    return [_counts(session, period_of(today, kind), now) for kind in kinds]


def shown(value: int) -> str:
    """A count, or that it is too small to be told."""
    if 0 < value < SMALLEST_PUBLIC_COUNT:
        return FEW
    return f"{value:,}".replace(",", ".")


def shown_of(part: int, whole: int) -> str:
    """A part of a told whole; where the rest would be too small, only a lower bound is told."""
    if part >= SMALLEST_PUBLIC_COUNT and 0 < whole - part < SMALLEST_PUBLIC_COUNT:
        return f"trên {whole - SMALLEST_PUBLIC_COUNT}"
    return shown(part)


def share(part: int, whole: int) -> str:
    """A share, only of enough cases and never of so few that the rest can be worked out."""
    if whole < SMALLEST_PUBLIC_COUNT:
        return "chưa đủ số liệu"
    rest = whole - part
    if 0 < part < SMALLEST_PUBLIC_COUNT or 0 < rest < SMALLEST_PUBLIC_COUNT:
        return "chưa đủ số liệu"
    return f"{100 * part / whole:.0f}%"


def _counts(session: Session, period: ReportPeriod, now: dt.datetime) -> PublicCounts:
    first, after = bounds(period)
    outcomes: dict[str | None, int] = {
        outcome: count
        for outcome, count in session.execute(
            select(Message.outcome, func.count())
            .where(*answers_in(period))
            .group_by(Message.outcome)
        )
        if outcome
    }
    asked = sum(outcomes.values())
    cases = session.scalars(
        select(Case).where(
            Case.kind == CaseKind.FEEDBACK, Case.opened_at >= first, Case.opened_at < after
        )
    ).all()
    judged = [kept for case in cases if (kept := on_time(case, now)) is not None]
    done = sum(case.state is CaseState.CLOSED for case in cases)
    activities = session.scalar(
        select(func.count())
        .select_from(Activity)
        .where(Activity.held_on.between(period.first, period.last), Activity.withdrawn.is_(False))
    )
    return PublicCounts(
        period.name,
        (
            ("Câu hỏi đã nhận", shown(asked)),
            ("Trả lời ngay, có nguồn", shown_of(outcomes.get(Outcome.ANSWERED, 0), asked)),
            ("Phản ánh, kiến nghị đã nhận", shown(len(cases))),
            ("Phản ánh, kiến nghị đã xử lý xong", shown_of(done, len(cases))),
            ("Tỷ lệ xử lý đúng hạn", share(sum(judged), len(judged))),
            ("Hoạt động tuyên truyền", shown(activities or 0)),
        ),
    )
