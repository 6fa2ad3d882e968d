"""When a report is due, by the plan's own words; what they do not say is asked, never guessed."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.desk.calendar import CalendarUnknownError
from bot.plans.periods import PeriodKind, ReportPeriod
from bot.store import ReportRule
from knowledge.text import fold

# 'ngày 16 của tháng cuối kỳ', 'ngày 16 hằng tháng', 'ngày 5 của tháng sau'. A date with a month of
# its own ('ngày 15/6') belongs to one period only, so the day alone would be wrong for the others.
_LAST_MONTH = re.compile(
    r"(truoc )?ngay (\d{1,2}) ?(?:cua )?"
    r"(thang cuoi|(?:hang|moi) thang|thang (?:sau|tiep theo|ke tiep))"
)
_KINDS = (
    (PeriodKind.MONTH, re.compile(r"\b(?:hang|moi|dinh ky) thang\b|bao cao thang\b")),
    (PeriodKind.QUARTER, re.compile(r"\bquy\b(?! dinh| che| trinh)")),
    (PeriodKind.HALF, re.compile(r"\b(?:6|sau|06) thang\b")),
    (PeriodKind.YEAR, re.compile(r"\bnam\b(?! \d{4})")),
)
_LONGEST_MONTH = 31


@dataclass(frozen=True)
class ReadRule:
    """A deadline as understood; ``day`` None means that it has to be asked."""

    day: int | None
    months_after: int
    frequencies: tuple[PeriodKind, ...]


@dataclass(frozen=True)
class Deadline:
    """``day`` by the rule; ``workday`` is the last working day up to it, None if not known."""

    day: dt.date
    workday: dt.date | None


def read_rule(due: str | None, when: str | None) -> ReadRule:
    """Understand the plan's words for the day and for how often."""
    often = fold(f"{when or ''}; {due or ''}")
    frequencies = tuple(kind for kind, words in _KINDS if words.search(often))
    found = _LAST_MONTH.search(fold(due or ""))
    if found is None or not 1 <= int(found[2]) <= _LONGEST_MONTH:
        return ReadRule(None, 0, frequencies)
    day = int(found[2]) - (1 if found[1] else 0)
    after = 1 if re.search(r"sau|tiep", found[3]) else 0
    return ReadRule(day or None, after, frequencies)


def deadline(
    rule: ReportRule, period: ReportPeriod, is_workday: Callable[[dt.date], bool]
) -> Deadline | None:
    """When the report on ``period`` is due; None if the rule is not known or not for such periods.

    A day that the month lacks becomes the month's last one.
    """
    if rule.day is None or (rule.frequencies and period.kind.value not in rule.frequencies):
        return None
    months = period.last.year * 12 + period.last.month - 1 + rule.months_after
    year, month = divmod(months, 12)
    day = dt.date(year, month + 1, min(rule.day, calendar.monthrange(year, month + 1)[1]))
    return Deadline(day, last_workday(day, is_workday))


def last_workday(day: dt.date, is_workday: Callable[[dt.date], bool]) -> dt.date | None:
    """``day`` or the nearest working day before it; None where the calendar does not reach."""
    try:
        while not is_workday(day):
            day -= dt.timedelta(days=1)
    except CalendarUnknownError:
        return None
    return day
