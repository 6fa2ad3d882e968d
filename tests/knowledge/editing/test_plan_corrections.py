"""Staff's word on a reading holds through the next reading, and says when it no longer fits."""

from pathlib import Path

import pytest

from knowledge.content import Content
from knowledge.editing.plan_corrections import (
    Correction,
    correct_lines,
    correct_reading,
    corrections,
    save_correction,
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


def test_a_confirmed_replacement_takes_whole_words_only(library: Library) -> None:
    save_correction(library, READING, fix("*", "thông 3", "khu phố 3"))
    (known,) = corrections(library)
    done = correct_reading(READING, FILE, [known])
    assert done.reading.contents[0].text == "Họp ở khu phố 3, thông 4 và thông tin"
    assert correct_lines(["thông 3", "thông 30"], FILE, NUMBER, [known]) == [
        "khu phố 3",
        "thông 30",
    ]


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
        "1. Phát tờ rơi tại thông 3 trong quý I năm 2026.",
    ]
    library.save(RecordKind.PLAN, [(FILE, {"lines": lines}, None)], FILE)
    save_correction(library, READING, fix("*", "thông 3", "khu phố 3", plan=FILE))
    (plan,) = restored_plans(tmp_path, Content((), (), (), ()), library)
    assert "khu phố 3" in plan.lines[4]
    assert "khu phố 3" in plan.reading.model_dump_json()
    assert "thông 3" not in plan.reading.model_dump_json()
