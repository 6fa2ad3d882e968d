"""Quiet hours are the ward's, whatever the machine's clock is set to."""

import datetime as dt

import pytest

from bot.broadcasts.hours import in_ward_time, is_quiet, next_open, typed_time


def _utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-11-22 13:59:59", False),
        ("2026-11-22 14:00:00", True),
        ("2026-11-22 17:30:00", True),
        ("2026-11-22 23:59:59", True),
        ("2026-11-23 00:00:00", False),
    ],
)
def test_from_nine_in_the_evening_to_seven(at: str, quiet: bool) -> None:
    assert is_quiet(_utc(at)) is quiet


def test_the_next_open_hour_is_seven_of_the_same_or_the_next_day() -> None:
    seven = _utc("2026-11-23 00:00:00")
    assert next_open(_utc("2026-11-22 15:00:00")) == seven
    assert next_open(_utc("2026-11-22 22:00:00")) == seven
    assert next_open(_utc("2026-11-22 03:00:00")) == _utc("2026-11-22 03:00:00")


def test_typed_times_are_the_ward_s() -> None:
    assert typed_time("2026-11-23 08:00") == _utc("2026-11-23 01:00:00")
    assert typed_time("2026-11-23T08:00+00:00") == _utc("2026-11-23 08:00:00")
    assert in_ward_time(_utc("2026-11-23 01:00:00")) == "08:00 ngày 23/11/2026"
    with pytest.raises(ValueError, match="viết như 2026-11-23 08:00"):
        typed_time("mai")
