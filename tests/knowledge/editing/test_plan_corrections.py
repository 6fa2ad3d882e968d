"""Staff's word on a reading holds through the next reading, and says when it no longer fits."""

from pathlib import Path

import pytest

from knowledge.content import Content
from knowledge.editing.plan_corrections import (
    Correction,
    Value,
    correct_reading,
    corrections,
    save_correction,
    source_of,
)
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.records import PlanReading, RecordKind
from knowledge.restoring import restored_plans

FILE = "ke-hoach.txt"
NUMBER = "12/KH-UBND"
READING = PlanReading.model_validate(
    {
        "number": NUMBER,
        "title": "Tuyên truyền cải cách hành chính",
        "units": [
            {"unit": "Văn phòng HĐND", "lines": [10, 12]},
            {"unit": "Phòng Văn hoá", "lines": [13, 15]},
        ],
        "contents": [{"text": "Họp ở thông 3, thông 4 và thông tin", "lines": [4, 4]}],
    }
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def fix(path: str, read: str | None, value: str | None, plan: str = NUMBER) -> Correction:
    return Correction(plan=plan, path=path, read=read, value=value, by="lan")


def test_a_correction_holds_through_the_next_reading(library: Library) -> None:
    save_correction(library, READING, fix("units.unit", "Phòng Văn hoá", "Phòng Văn hóa - Xã hội"))
    done = correct_reading(READING, FILE, corrections(library))
    assert [unit.unit for unit in done.reading.units] == [
        "Văn phòng HĐND",
        "Phòng Văn hóa - Xã hội",
    ]
    assert done.conflicts == []
    again = correct_reading(done.reading, FILE, corrections(library))
    assert again.reading == done.reading


def test_what_was_unreadable_is_filled_in_and_the_rest_follows_the_number(
    library: Library,
) -> None:
    unread = READING.model_copy(update={"number": None})
    save_correction(library, unread, fix("number", None, NUMBER, plan=FILE))
    save_correction(library, READING, fix("title", READING.title, "Tên đúng"))
    done = correct_reading(unread, FILE, corrections(library))
    assert (done.reading.number, done.reading.title) == (NUMBER, "Tên đúng")


def test_a_reading_that_now_says_something_else_is_a_conflict_and_stays(library: Library) -> None:
    save_correction(library, READING, fix("title", READING.title, "Tên đúng"))
    other = READING.model_copy(update={"title": "Bản thay thế"})
    done = correct_reading(other, FILE, corrections(library))
    assert done.reading.title == "Bản thay thế"
    assert [one.path for one in done.conflicts] == ["title"]
    assert any("lan sửa" in warning for warning in done.reading.warnings)


LINES = ["Việc A", "Loa truyền thanh x Quý I", "Việc B", "Bài đăng x Quý I"]
ROWS = PlanReading.model_validate(
    {
        "number": NUMBER,
        "schedule": [
            {"content": "Phát loa", "forms": ["Loa"], "time": "Quý I", "lines": [1, 2]},
            {"content": "Đăng bài", "time": "Quý I", "lines": [3, 4]},
        ],
    }
)


def cell(path: str, read: Value, value: Value, row: int = 1) -> Correction:
    source = source_of(ROWS.schedule[row].lines, LINES)
    return Correction(plan=NUMBER, path=path, read=read, value=value, by="lan", source=source)


def test_one_rows_cell_is_corrected_though_others_read_the_same(library: Library) -> None:
    save_correction(library, ROWS, cell("schedule.time", "Quý I", "Quý II"), LINES)
    save_correction(library, ROWS, cell("schedule.lead", None, "Văn phòng"), LINES)
    save_correction(library, ROWS, cell("schedule.forms", [], ["Trang tin", "Zalo"]), LINES)
    # The file was imported again with a line more at its top.
    moved = ROWS.model_copy(
        update={
            "schedule": [
                row.model_copy(update={"lines": (row.lines[0] + 1, row.lines[1] + 1)})
                for row in ROWS.schedule
            ]
        }
    )
    done = correct_reading(moved, FILE, corrections(library), ["PHỤ LỤC", *LINES])
    first, second = done.reading.schedule
    assert (first.time, first.lead, first.forms) == ("Quý I", None, ["Loa"])
    assert (second.time, second.lead, second.forms) == (
        "Quý II",
        "Văn phòng",
        ["Trang tin", "Zalo"],
    )
    assert done.conflicts == []


def test_a_correction_is_corrected_further_and_back_to_nothing(library: Library) -> None:
    save_correction(library, ROWS, cell("schedule.time", "Quý I", "Quý II"), LINES)
    now = correct_reading(ROWS, FILE, corrections(library), LINES).reading
    save_correction(library, now, cell("schedule.time", "Quý II", "Quý III"), LINES)
    (one,) = corrections(library)
    assert (one.read, one.value) == ("Quý I", "Quý III")
    now = correct_reading(ROWS, FILE, corrections(library), LINES).reading
    assert now.schedule[1].time == "Quý III"
    save_correction(library, now, cell("schedule.time", "Quý III", "Quý I"), LINES)
    assert corrections(library) == []


def test_a_number_put_right_takes_the_other_corrections_with_it(library: Library) -> None:
    save_correction(library, READING, fix("title", READING.title, "Tên đúng"))
    save_correction(library, READING, fix("number", NUMBER, "112/KH-UBND", plan=FILE))
    done = correct_reading(READING, FILE, corrections(library))
    assert (done.reading.number, done.reading.title) == ("112/KH-UBND", "Tên đúng")


def test_another_plan_is_left_alone(library: Library) -> None:
    save_correction(library, READING, fix("title", READING.title, "Tên đúng"))
    other = READING.model_copy(update={"number": "99/KH-UBND"})
    assert correct_reading(other, "khac.txt", corrections(library)).reading == other


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (fix("title", "Không có", "x"), "it reads: Tuyên truyền"),
        (fix("khong.co", "x", "y"), "nothing"),
        (fix("date", None, "hôm qua"), "hôm qua"),
        (fix("units.unit", "Phòng Văn hoá", None), "units.unit"),
    ],
)
def test_what_does_not_fit_is_refused(library: Library, wrong: Correction, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        save_correction(library, READING, wrong)
    assert corrections(library) == []


def test_the_index_gets_the_corrected_plan(library: Library, tmp_path: Path) -> None:
    lines = [
        "ỦY BAN NHÂN DÂN PHƯỜNG MẪU",
        "Số: 12/KH-UBND",
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2026",
        "1. Phát tờ rơi tại khu phố 3 trong quý I năm 2026.",
    ]
    library.save(
        RecordKind.PLAN, [(FILE, {"lines": lines, "imported_on": "2026-01-09"}, None)], FILE
    )
    (plan,) = restored_plans(tmp_path, Content((), (), (), ()), library)
    save_correction(library, plan.reading, fix("title", plan.reading.title, "Tên đúng"))
    (plan,) = restored_plans(tmp_path, Content((), (), (), ()), library)
    assert plan.reading.title == "Tên đúng"
    assert plan.lines == lines
