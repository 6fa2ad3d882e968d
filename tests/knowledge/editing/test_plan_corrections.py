"""Staff's word on a reading holds through the next reading, and says when it no longer fits."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.content import Content
from knowledge.editing.plan_corrections import (
    Correction,
    correct_reading,
    corrections,
    save_correction,
    settle_offers,
)
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.plans import Offer, RepairedLine
from knowledge.records import PlanReading, RecordKind
from knowledge.restoring import read_as_settled, restored_plans

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


ODD = [
    "- Thực hiện cơ chế một cửa, một cửa liên khu phố.",
    "- Đăng tin trên cổng khu phố tin điện tử.",
    "- Các khu phố trên địa bàn phường tổ chức thực hiện.",
]


def offered() -> list[RepairedLine]:
    """ODD as the repair model gives it: the two odd places suspected, the honest one not."""
    lines = [RepairedLine(line, line) for line in ODD]
    for n, start in ((0, ODD[0].index("khu")), (1, ODD[1].index("khu"))):
        lines[n] = replace(lines[n], offers=(Offer(start, start + 7, "khu phố", "thông"),))
    return lines


def test_a_confirmed_replacement_changes_only_the_suspected_places(library: Library) -> None:
    assert settle_offers(library, FILE, offered(), "Khu phố", "thông", "lan") == [1, 2]
    done = read_as_settled(offered(), FILE, library)
    assert [line.text for line in done.lines] == [
        "- Thực hiện cơ chế một cửa, một cửa liên thông.",
        "- Đăng tin trên cổng thông tin điện tử.",
        ODD[2],
    ]
    other = read_as_settled(offered(), "khac.txt", library)
    assert [line.text for line in other.lines] == ODD


def test_a_rejected_replacement_is_not_asked_again(library: Library) -> None:
    asked = read_as_settled(offered(), FILE, library)
    assert any("khu phố" in warning for warning in asked.reading.warnings)
    settle_offers(library, FILE, offered(), "khu phố", "khu phố", "lan")
    done = read_as_settled(offered(), FILE, library)
    assert [line.text for line in done.lines] == ODD
    assert all(line.alternative == line.text for line in done.lines)
    assert not any("khu phố" in warning for warning in done.reading.warnings)


def test_what_nobody_suspects_is_not_replaced_everywhere(library: Library) -> None:
    with pytest.raises(KnowledgeError, match="it is: 'khu phố' → 'thông'"):
        settle_offers(library, FILE, offered(), "phường", "xã", "lan")
    assert library.replacements(FILE) == {}


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
    library.save(RecordKind.PLAN, [(FILE, {"lines": lines}, None)], FILE)
    (plan,) = restored_plans(tmp_path, Content((), (), (), ()), library)
    save_correction(library, plan.reading, fix("title", plan.reading.title, "Tên đúng"))
    (plan,) = restored_plans(tmp_path, Content((), (), (), ()), library)
    assert plan.reading.title == "Tên đúng"
    assert plan.lines == lines
