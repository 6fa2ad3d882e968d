"""48 hours free, 7 days in all on Zalo; no window elsewhere. Every edge to the second."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.windows import (
    MessageClass,
    Window,
    allows,
    closes_at,
    free_until,
    window_at,
)

WROTE = dt.datetime(2026, 11, 2, 8, 30, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
FREE = dt.timedelta(hours=48)
WHOLE = dt.timedelta(days=7)


@pytest.mark.parametrize(
    ("age", "window"),
    [
        (dt.timedelta(0), Window.FREE),
        (FREE - SECOND, Window.FREE),
        (FREE, Window.PAID),
        (WHOLE - SECOND, Window.PAID),
        (WHOLE, Window.SHUT),
        (dt.timedelta(days=400), Window.SHUT),
        (-dt.timedelta(minutes=2), Window.FREE),
    ],
)
def test_zalo_counts_from_the_last_message(age: dt.timedelta, window: Window) -> None:
    assert window_at("zalo", WROTE, WROTE + age) is window


@pytest.mark.parametrize("channel", ["telegram", "web", "terminal", "zalo_bot"])
def test_other_channels_have_no_window(channel: str) -> None:
    assert closes_at(channel, WROTE) is None
    assert free_until(channel, WROTE) is None
    assert window_at(channel, WROTE, WROTE + 100 * WHOLE) is Window.UNLIMITED
    assert window_at(channel, None, WROTE) is Window.UNLIMITED


def test_zalo_tells_when_it_shuts_and_when_it_begins_to_cost() -> None:
    assert closes_at("zalo", WROTE) == dt.datetime(2026, 11, 9, 8, 30, tzinfo=dt.UTC)
    assert free_until("zalo", WROTE) == dt.datetime(2026, 11, 4, 8, 30, tzinfo=dt.UTC)


def test_someone_who_never_wrote_cannot_be_written_to_on_zalo() -> None:
    assert window_at("zalo", None, WROTE) is Window.SHUT


def test_the_window_counts_hours_that_passed_whatever_the_zone() -> None:
    hanoi = dt.timezone(dt.timedelta(hours=7))
    assert window_at("zalo", WROTE.astimezone(hanoi), WROTE + FREE) is Window.PAID


@pytest.mark.parametrize(
    ("window", "paid_allowed", "allowed"),
    [
        (Window.UNLIMITED, False, True),
        (Window.FREE, False, True),
        (Window.PAID, False, False),
        (Window.PAID, True, True),
        (Window.SHUT, True, False),
    ],
)
def test_a_consultation_needs_the_window(window: Window, paid_allowed: bool, allowed: bool) -> None:
    assert allows(window, MessageClass.CONSULTATION, paid_allowed=paid_allowed) is allowed


@pytest.mark.parametrize("kind", [MessageClass.TEMPLATE, MessageClass.BROADCAST])
@pytest.mark.parametrize("window", list(Window))
def test_templates_and_articles_need_no_window(kind: MessageClass, window: Window) -> None:
    assert allows(window, kind, paid_allowed=False)


@given(st.integers(-10_000, 2_000_000))
def test_the_window_is_shut_exactly_from_the_moment_it_names(seconds: int) -> None:
    now = WROTE + dt.timedelta(seconds=seconds)
    closes, free = closes_at("zalo", WROTE), free_until("zalo", WROTE)
    assert closes is not None
    assert free is not None
    window = window_at("zalo", WROTE, now)
    assert (window is Window.SHUT) == (now >= closes)
    assert (window is Window.FREE) == (now < free)
