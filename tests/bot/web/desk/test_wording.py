"""What the desk calls things."""

import datetime as dt

import pytest

from bot.messages import Outcome
from bot.store import (
    BroadcastState,
    CaseKind,
    CaseState,
    DeliveryState,
    Role,
)
from bot.store.models import utc_now
from bot.web.desk import wording
from bot.web.desk.addresses import Section
from bot.web.desk.times import span
from knowledge.records import RecordKind


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (wording.SECTIONS, Section),
        (wording.ROLES, Role),
        (wording.CASE_KINDS, CaseKind),
        (wording.CASE_STATES, CaseState),
        (wording.DELIVERIES, DeliveryState),
        (wording.BROADCAST_STATES, BroadcastState),
        (wording.RECORD_KINDS, RecordKind),
        (wording.OUTCOMES, Outcome),
    ],
)
def test_everything_has_a_vietnamese_name(names: dict[object, str], values: type) -> None:
    assert set(names) == set(values)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 phút"),
        (125, "2 phút"),
        (3600, "1 giờ"),
        (7500, "2 giờ 5 phút"),
        (273600, "3 ngày 4 giờ"),
    ],
)
def test_a_span_is_told_in_two_units(seconds: int, words: str) -> None:
    now = utc_now()
    assert span(now - dt.timedelta(seconds=seconds), now) == words
