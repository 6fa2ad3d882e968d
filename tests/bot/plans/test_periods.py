"""Periods as they are written, and the days on which their reports are due."""

import datetime as dt

import pytest

from bot.desk.calendar import load_calendar
from bot.plans import PlanError
from bot.plans.deadlines import deadline, read_rule
from bot.plans.periods import PeriodKind, parse_period, period_of
from bot.store import ReportRule
from tests.bot.plans.readings import SIXTEENTH


@pytest.mark.parametrize(
    ("text", "first", "last", "name"),
    [
        ("2026-Q4", dt.date(2026, 10, 1), dt.date(2026, 12, 31), "quý IV năm 2026"),
        ("2026-M2", dt.date(2026, 2, 1), dt.date(2026, 2, 28), "tháng 2 năm 2026"),
        ("2028-m02", dt.date(2028, 2, 1), dt.date(2028, 2, 29), "tháng 2 năm 2028"),
        ("2026-H1", dt.date(2026, 1, 1), dt.date(2026, 6, 30), "6 tháng đầu năm 2026"),
        ("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31), "năm 2026"),
    ],
)
def test_periods_are_read(text: str, first: dt.date, last: dt.date, name: str) -> None:
    period = parse_period(text)
    assert (period.first, period.last, period.name) == (first, last, name)
    assert parse_period(period.code) == period


@pytest.mark.parametrize("text", ["", "2026-Q5", "2026-Q0", "2026-M13", "Q4-2026", "26-Q1", "0026"])
def test_what_is_no_period_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(PlanError, match="2026-Q4") as told:
        parse_period(text)
    assert "\n" not in str(told.value)


def test_the_next_one_follows_also_into_the_next_year() -> None:
    assert parse_period("2026-Q4").next() == parse_period("2027-Q1")
    assert parse_period("2026-M11").next() == parse_period("2026-M12")
    assert parse_period("2026").next() == parse_period("2027")
    assert period_of(dt.date(2026, 8, 5), PeriodKind.HALF) == parse_period("2026-H2")


@pytest.mark.parametrize(
    ("due", "when", "day", "after", "kinds"),
    [
        (SIXTEENTH, "hằng quý, 6 tháng, năm", 16, 0, ["quarter", "half", "year"]),
        ("trước ngày 10 hằng tháng", "hằng tháng", 9, 0, ["month"]),
        ("ngày 5 tháng sau", "quý", 5, 1, ["quarter"]),
        (None, "định kỳ", None, 0, []),
        ("theo quy định", None, None, 0, []),
        ("trước ngày 15/6", "năm", None, 0, ["year"]),
        ("ngày 40 hằng tháng", None, None, 0, ["month"]),
    ],
)
def test_the_plans_words_are_understood_or_left_to_be_asked(
    due: str | None, when: str | None, day: int | None, after: int, kinds: list[str]
) -> None:
    rule = read_rule(due, when)
    assert (rule.day, rule.months_after, [str(one) for one in rule.frequencies]) == (
        day,
        after,
        kinds,
    )


def _rule(day: int | None, after: int = 0, kinds: tuple[str, ...] = ("quarter",)) -> ReportRule:
    return ReportRule(plan_id=1, what="", day=day, months_after=after, frequencies=list(kinds))


def test_deadlines_fall_in_the_last_month_and_name_the_last_working_day() -> None:
    open_on = load_calendar().is_working_day
    found = deadline(_rule(16), parse_period("2026-Q4"), open_on)
    assert found is not None
    assert (found.day, found.workday) == (dt.date(2026, 12, 16), dt.date(2026, 12, 16))
    # 16 May 2026 is a Saturday.
    found = deadline(_rule(16, kinds=("month",)), parse_period("2026-M5"), open_on)
    assert found is not None
    assert (found.day, found.workday) == (dt.date(2026, 5, 16), dt.date(2026, 5, 15))


def test_a_day_that_the_month_lacks_is_its_last_and_the_year_turns() -> None:
    always = lambda _: True  # noqa: E731
    found = deadline(_rule(31, kinds=("month",)), parse_period("2026-M2"), always)
    assert found is not None
    assert found.day == dt.date(2026, 2, 28)
    found = deadline(_rule(5, after=1), parse_period("2026-Q4"), always)
    assert found is not None
    assert found.day == dt.date(2027, 1, 5)


def test_an_unknown_rule_or_another_kind_of_period_has_no_deadline() -> None:
    always = lambda _: True  # noqa: E731
    assert deadline(_rule(None), parse_period("2026-Q4"), always) is None
    assert deadline(_rule(16), parse_period("2026-M11"), always) is None


def test_beyond_the_calendar_no_working_day_is_claimed() -> None:
    found = deadline(_rule(16), parse_period("2090-Q4"), load_calendar().is_working_day)
    assert found is not None
    assert found.workday is None
