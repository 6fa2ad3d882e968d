"""The leader's numbers: counts by what is asked, times on the office's calendar."""

import datetime as dt
from pathlib import Path

from bot.desk.calendar import ZONE, load_calendar
from bot.plans.overview import Overview, overview, typical
from bot.store import Direction, Message, Store
from bot.web.desk.leader.page import as_csv, tiles
from tests.bot import people
from tests.bot.plans.quarter import NOW, QUARTER, UNIT, fill


def _read(store: Store, now: dt.datetime = NOW) -> Overview:
    with store.session() as session:
        return overview(
            session, QUARTER, UNIT, now, load_calendar(), lambda one: (f"Mục {one}", "Hộ tịch")
        )


def test_the_quarter_by_procedure_field_hour_and_channel(store: Store, tmp_path: Path) -> None:
    fill(store, tmp_path)
    found = _read(store)
    answered = found.data.answers[0].value
    assert sum(count for _, count in found.tables["Theo thủ tục, mục được hỏi"]) == answered
    assert found.tables["Theo lĩnh vực"] == [("Hộ tịch", answered)]
    hours = dict(found.tables["Theo giờ trong ngày"])
    assert sum(hours.values()) == sum(dict(found.tables["Theo kênh hỏi"]).values()) == 420
    assert {name for name, count in hours.items() if count} == {
        "7 giờ",
        "9 giờ",
        "14 giờ",
        "20 giờ",
    }
    assert found.overdue == 2
    assert ("trang thông tin điện tử", 1250) in found.tables["Người tiếp cận theo kênh (đếm được)"]


def test_times_are_working_times(store: Store) -> None:
    """Asked on Friday at 16.00, answered on Monday at 8.00: an hour and a half at most."""
    one = people.conversation(store)
    case = people.case(store, one)
    friday = dt.datetime(2026, 11, 20, 16, 0, tzinfo=ZONE)
    with store.session() as session:
        case = session.merge(case)
        case.opened_at = friday
        said = {"conversation_id": one.id, "direction": Direction.STAFF, "text": "…"}
        session.add(Message(**said, said_at=friday - dt.timedelta(hours=1)))
        session.add(Message(**said, said_at=friday + dt.timedelta(days=2, hours=16)))
    found = _read(store)
    (hours,) = found.first_reply_hours
    assert 0 < hours < 3
    assert found.closing_hours == []


def test_nothing_measured_is_said_as_such(store: Store) -> None:
    found = _read(store)
    assert typical([]) == "không có số liệu"
    assert typical([1.0, 3.0]) == "2,0 giờ"
    told = dict(tiles(found))
    assert told["Phản ánh đúng hạn"] == "không có số liệu"
    assert told["Điểm hài lòng, trên 5"] == "không có số liệu"
    assert found.tables["Theo giờ trong ngày"] == []


def test_the_csv_opens_in_a_spreadsheet_without_running_anything(sqlite_store: Store) -> None:
    found = _read(sqlite_store)
    found.tables["Theo khu phố"] = [("=cmd|' /C calc'!A0", 1)]
    text = as_csv(found).decode("utf-8-sig")
    assert "Theo khu phố,'=cmd" in text
