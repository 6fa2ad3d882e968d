"""The promise: due times on the calendar, half hours, words, and files that are wrong."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine

from bot.desk import ServiceLevels, load_calendar, load_service
from bot.desk.calendar import ZONE
from bot.desk.data import DeskDataError
from bot.desk.service import FILE, told
from bot.store import CaseKind, Priority


@pytest.fixture(scope="module")
def levels() -> ServiceLevels:
    return load_service(load_calendar())


def at(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("kind", "priority", "opened", "due"),
    [
        (CaseKind.QUESTION, Priority.NORMAL, "2026-11-23 08:00", "2026-11-25 08:00"),
        (CaseKind.QUESTION, Priority.NORMAL, "2026-11-23 08:01", "2026-11-25 08:30"),
        (CaseKind.QUESTION, Priority.URGENT, "2026-11-23 08:10", "2026-11-23 14:00"),
        (CaseKind.PERSON, Priority.NORMAL, "2026-11-22 20:00", "2026-11-23 11:30"),
        (CaseKind.FEEDBACK, Priority.NORMAL, "2026-11-25 07:30", "2026-11-27 17:00"),
    ],
)
def test_due_times(
    levels: ServiceLevels, kind: CaseKind, priority: Priority, opened: str, due: str
) -> None:
    assert levels.due(kind, at(opened).astimezone(dt.UTC), priority) == at(due)


def test_where_the_calendar_knows_no_answer_there_is_no_due_time(levels: ServiceLevels) -> None:
    assert levels.due(CaseKind.FEEDBACK, at("2027-02-02 09:00")) is None
    assert levels.left(at("2027-12-31 09:00"), at("2028-01-05 09:00")) is None
    assert not levels.is_near(CaseKind.PERSON, at("2027-12-31 09:00"), at("2028-01-05 09:00"))


def test_near_is_the_last_quarter(levels: ServiceLevels) -> None:
    due = at("2026-11-25 09:00")
    assert not levels.is_near(CaseKind.QUESTION, at("2026-11-23 16:00"), due)
    assert levels.is_near(CaseKind.QUESTION, at("2026-11-23 16:30"), due)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-24 16:00", "16 giờ thứ Ba 24/11"),
        ("2026-11-29 08:30", "8 giờ 30 Chủ nhật 29/11"),
        ("2027-01-04 08:00", "8 giờ thứ Hai 04/01/2027"),
    ],
)
def test_due_times_are_told_as_people_say_them(due: str, words: str) -> None:
    with time_machine.travel(at("2026-11-22 09:00"), tick=False):
        assert told(at(due).astimezone(dt.UTC)) == words


def test_a_wards_own_promise(tmp_path: Path) -> None:
    own = tmp_path / "cam-ket.yaml"
    own.write_text(FILE.read_text(encoding="utf-8").replace("question: 8", "question: 2"))
    levels = load_service(load_calendar(), own)
    assert levels.due(CaseKind.QUESTION, at("2026-11-23 08:00")) == at("2026-11-23 10:00")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("  person: 4\n", "", "hours: no time for person"),
        ("remind_part: 0.25", "remind_part: 1.5", "remind_part"),
        ("  - Lãnh đạo UBND\n", "  - [x]\n", "units"),
    ],
)
def test_a_wrong_promise_is_named(tmp_path: Path, old: str, new: str, why: str) -> None:
    own = tmp_path / "cam-ket.yaml"
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    own.write_text(text.replace(old, new))
    with pytest.raises(DeskDataError, match=why) as refused:
        load_service(load_calendar(), own)
    assert str(refused.value).startswith("MOTCUA_SERVICE: ")
