"""What the desk calls things."""

import datetime as dt
import re
from pathlib import Path

import pytest

import bot
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
from bot.web.desk.accounts.audit_words import audit_action, audit_field, audit_value
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


# As the log's lines are written: "room.verb", or through the broadcasts' helpers the verb alone.
_ACTION = re.compile(r"\b(?:audit|_do)\((?:[^()\"]|\([^()]*\))*?\"([a-z]+\.[a-z_]+)\"")
_VERB = re.compile(r"\b(?:_counted|_note)\([a-z, ]*\"([a-z]+)\"")


def test_every_action_of_the_log_has_a_vietnamese_name() -> None:
    found = set()
    for path in Path(bot.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        found |= set(_ACTION.findall(source))
        found |= {f"broadcast.{verb}" for verb in _VERB.findall(source)}
    assert {"case.claim", "plan.import", "broadcast.start", "canned.remove"} <= found
    assert {one for one in found if audit_action(one) == one} == set()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("role", "officer", "cán bộ"),
        ("ways", "telegram, loudspeaker", "Telegram, Loa truyền thanh"),
        ("state", "submitted", "chờ duyệt"),
        ("state", "của nơi khác", "của nơi khác"),
        ("answers", False, "không"),
        ("holder", None, "không có"),
    ],
)
def test_the_log_speaks_the_words_of_the_office(name: str, value: object, told: str) -> None:
    assert audit_value(name, value) == told


def test_an_edited_field_is_called_as_in_its_form() -> None:
    assert audit_field("source.reference") == "Nguồn: số, ký hiệu"
    assert audit_field("x") == "x"
