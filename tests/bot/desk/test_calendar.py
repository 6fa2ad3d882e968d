"""Working time: two sessions, weekends, holidays with their compensation, and what is not known."""

import datetime as dt
from pathlib import Path

import pytest

from bot.desk.calendar import ZONE, CalendarUnknownError, WorkCalendar, load_calendar
from bot.desk.calendar_days import CalendarFile, DayKind, read_days
from bot.desk.data import DeskDataError

HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar()


def at(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23 07:29", False),
        ("2026-11-23 07:30", True),
        ("2026-11-23 11:29", True),
        ("2026-11-23 11:30", False),
        ("2026-11-23 12:59", False),
        ("2026-11-23 13:00", True),
        ("2026-11-23 17:00", False),
        ("2026-11-22 09:00", False),  # Sunday
        ("2026-11-24 09:00", False),  # Vietnamese Culture Day, a Tuesday
        ("2026-04-27 09:00", False),  # compensates the Kings' day on Sunday the 26th
        ("2026-08-31 09:00", False),  # a Monday off …
        ("2026-08-22 09:00", True),  # … worked on this Saturday
    ],
)
def test_open_hours(calendar: WorkCalendar, moment: str, is_open: bool) -> None:
    assert calendar.is_open(at(moment)) is is_open
    assert calendar.is_open(at(moment).astimezone(dt.UTC)) is is_open


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-23 09:15", "2026-11-23 09:15"),
        ("2026-11-23 11:30", "2026-11-23 13:00"),
        ("2026-11-23 18:00", "2026-11-25 07:30"),  # the 24th is a holiday
        ("2026-02-13 17:00", "2026-02-23 07:30"),  # Tết: nine days in a row
        ("2026-08-28 17:00", "2026-09-03 07:30"),
        ("2026-12-31 17:00", "2027-01-04 07:30"),
    ],
)
def test_next_opening(calendar: WorkCalendar, moment: str, opening: str) -> None:
    assert calendar.next_opening(at(moment)) == at(opening)


@pytest.mark.parametrize(
    ("moment", "hours", "due"),
    [
        ("2026-11-23 08:00", 8, "2026-11-25 08:00"),
        ("2026-11-23 08:00", 3.5, "2026-11-23 11:30"),
        ("2026-11-23 10:00", 3, "2026-11-23 14:30"),
        ("2026-11-22 20:00", 1, "2026-11-23 08:30"),
        ("2026-02-13 16:00", 2, "2026-02-23 08:30"),
        ("2026-11-23 09:00", 0, "2026-11-23 09:00"),
        ("2026-11-22 09:00", 0, "2026-11-23 07:30"),
    ],
)
def test_hours_are_counted_in_working_time(
    calendar: WorkCalendar, moment: str, hours: float, due: str
) -> None:
    assert calendar.add_working_time(at(moment), hours) == at(due)
    assert calendar.add_working_time(at(moment), hours * HOUR) == at(due)


def test_working_time_between_is_what_was_added(calendar: WorkCalendar) -> None:
    start = at("2026-11-20 09:40")
    for hours in (0.5, 4, 8, 21, 60):
        due = calendar.add_working_time(start, hours)
        assert calendar.working_time_between(start, due) == hours * HOUR
    assert calendar.working_time_between(due, start) == dt.timedelta()


def test_a_year_without_data_is_unknown_not_guessed(calendar: WorkCalendar) -> None:
    with pytest.raises(CalendarUnknownError, match="03/01/2028"):
        calendar.is_open(at("2028-01-03 09:00"))
    with pytest.raises(CalendarUnknownError, match="01/01/2028"):
        calendar.add_working_time(at("2027-12-31 16:30"), 1)


def test_a_day_the_government_has_not_settled_is_unknown(calendar: WorkCalendar) -> None:
    with pytest.raises(CalendarUnknownError, match="04/02/2027"):
        calendar.add_working_time(at("2027-02-03 16:00"), 2)
    # Days around it are certain, and so is what does not count across it.
    assert calendar.next_opening(at("2027-02-12 08:00")) == at("2027-02-12 08:00")
    assert not calendar.is_working_day(dt.date(2027, 2, 5))


def test_negative_time_is_refused(calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="negative"):
        calendar.add_working_time(at("2026-11-23 09:00"), -1)


def test_a_ward_lays_its_own_days_over_the_countrys(tmp_path: Path) -> None:
    own = tmp_path / "lich.yaml"
    own.write_text(
        """
sessions: [{from: "08:00", to: "12:00"}, {from: "13:30", to: "16:30"}]
weekly_rest: [7]
years:
  2026:
    open: [{from: 2026-11-24, name: Trực một cửa, source: Thông báo của phường}]
  2027:
    closed: [{from: 2027-02-04, name: Nghỉ Tết, source: Thông báo của Chính phủ}]
""",
        encoding="utf-8",
    )
    calendar = load_calendar(own)
    assert calendar.is_open(at("2026-11-24 08:00"))
    assert calendar.is_open(at("2026-11-28 16:00"))  # Saturday is worked here
    assert not calendar.is_open(at("2026-11-23 07:45"))
    assert not calendar.is_working_day(dt.date(2027, 2, 4))
    assert not calendar.is_working_day(dt.date(2026, 4, 27))  # the country's days stay


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sessions: [{from: 07:30, to: 11:30}]", "in quotes"),
        ('sessions: [{from: "13:00", to: "11:30"}]', "13:00 is out of order"),
        ("weekly_rest: [1, 2, 3, 4, 5, 6, 7]", "not all of them"),
        ("weekly_rest: [0]", "from 1"),
        ("holidays: []", "holidays"),
        ("years: {2026: {closed: [{from: 2027-01-01, name: a, source: b}]}}", "not in this year"),
        ("years: {2026: {closed: [{from: 2026-01-01, name: a}]}}", "source"),
        ("years: [", "not valid YAML"),
        (
            "years: {2026: {closed: [{from: 2026-01-01, name: a, source: b}],"
            " open: [{from: 2026-01-01, name: a, source: b}]}}",
            "named twice",
        ),
    ],
)
def test_a_wrong_file_is_named_with_its_field(tmp_path: Path, text: str, why: str) -> None:
    own = tmp_path / "lich.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(DeskDataError, match=why) as refused:
        load_calendar(own)
    assert str(refused.value).startswith(f"MOTCUA_CALENDAR: {own}: ")
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskDataError, match=r"MOTCUA_CALENDAR: .*khong-co\.yaml"):
        load_calendar(tmp_path / "khong-co.yaml")


def test_the_list_agrees_with_itself() -> None:
    """Days off fall on days that would be worked, days worked instead on days of rest."""
    file: CalendarFile = read_days()
    assert file.weekly_rest is not None
    for year in file.years.values():
        for day, kind in year.kinds():
            resting = day.isoweekday() in file.weekly_rest
            in_tet = dt.date(2027, 2, 5) <= day <= dt.date(2027, 2, 10)
            assert resting == (kind is DayKind.OPEN) or in_tet, day
