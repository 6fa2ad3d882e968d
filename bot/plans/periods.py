"""Periods of reports: a month, a quarter, half a year, a year."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from bot.plans.errors import PlanError

_ROMANS = ("I", "II", "III", "IV")
_WRITTEN = re.compile(r"(\d{4})(?:-([QqMmHh])(\d{1,2}))?")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class PeriodKind(StrEnum):
    """How long a period is; the value names it in a plan's rule."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.YEAR: 12,
}
_LETTERS = {"M": PeriodKind.MONTH, "Q": PeriodKind.QUARTER, "H": PeriodKind.HALF}


@dataclass(frozen=True)
class ReportPeriod:
    """The ``index``-th period (from 1) of its kind in ``year``."""

    kind: PeriodKind
    year: int
    index: int = 1

    @property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, (self.index - 1) * _MONTHS[self.kind] + 1, 1)

    @property
    def last(self) -> dt.date:
        """The last day."""
        month = self.index * _MONTHS[self.kind]
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def code(self) -> str:
        """As it is written on the command line."""
        letters = {kind: letter for letter, kind in _LETTERS.items()}
        if self.kind is PeriodKind.YEAR:
            return str(self.year)
        return f"{self.year}-{letters[self.kind]}{self.index}"

    @property
    def name(self) -> str:
        """As officers say it."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"tháng {self.index} năm {self.year}"
            case PeriodKind.QUARTER:
                return f"quý {_ROMANS[self.index - 1]} năm {self.year}"
            case PeriodKind.HALF:
                half = "đầu" if self.index == 1 else "cuối"
                return f"6 tháng {half} năm {self.year}"
            case PeriodKind.YEAR:
                return f"năm {self.year}"

    def next(self) -> "ReportPeriod":
        """The period that follows."""
        if self.index * _MONTHS[self.kind] < _MONTHS[PeriodKind.YEAR]:
            return ReportPeriod(self.kind, self.year, self.index + 1)
        return ReportPeriod(self.kind, self.year + 1)

    def holds(self, day: dt.date | None) -> bool:
        """Whether ``day`` lies within."""
        return day is not None and self.first <= day <= self.last


def parse_period(text: str) -> ReportPeriod:
    """Read '2026-Q4', '2026-M11', '2026-H2' or '2026'.

    Raises:
        PlanError: one line that shows the forms.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found and _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        if found[2] is None:
            return ReportPeriod(PeriodKind.YEAR, int(found[1]))
        kind = _LETTERS[found[2].upper()]
        if 1 <= int(found[3]) <= _MONTHS[PeriodKind.YEAR] // _MONTHS[kind]:
            return ReportPeriod(kind, int(found[1]), int(found[3]))
    raise PlanError(
        f"Kỳ báo cáo '{text}' không đúng; viết 2026-Q4 (quý), 2026-M11 (tháng), "
        "2026-H2 (6 tháng) hoặc 2026 (năm)."
    )


def period_of(day: dt.date, kind: PeriodKind) -> ReportPeriod:
    """The period of ``kind`` that holds ``day``."""
    return ReportPeriod(kind, day.year, (day.month - 1) // _MONTHS[kind] + 1)


def quarter_name(day: dt.date) -> str:
    """E.g. 'Quý IV/2026'."""
    return f"Quý {_ROMANS[(day.month - 1) // 3]}/{day.year}"
