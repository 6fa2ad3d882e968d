"""A file of procedures comes in whole, in each format and however its cells are written."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from knowledge.catalogue import import_procedures
from knowledge.library import Library, SaveResult
from knowledge.plans.legacy_fonts import TCVN3
from knowledge.records import Level
from tests.knowledge.catalogue.conftest import FORMATS, IMPORTED_ON, Held, TakeIn, done
from tests.knowledge.catalogue.tables import VIETNAMESE, row, write_table


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_gives_the_same_record(take_in: TakeIn, held: Held, name: str) -> None:
    report = take_in(row(), name=name)
    assert report.skipped == []
    assert done(report) == {SaveResult.NEW: 1}
    record = held()["1.001193"]
    assert record.name == "Đăng ký khai sinh"
    assert record.level == [Level.COMMUNE]
    assert record.fee == "8.000 đồng"
    assert record.time_limit == "Trong ngày"
    assert record.steps == ["Nộp hồ sơ", "Nhận kết quả"]
    assert [(paper.text, paper.when) for paper in record.documents] == [
        ("Tờ khai (1 bản chính)", None),
        ("Biên bản", "Khi trẻ bị bỏ rơi"),
    ]
    assert record.legal_basis == ["60/2014/QH13", "123/2015/NĐ-CP"]
    assert record.requirements == []
    assert record.where.post is True
    assert record.validity.issued == dt.date(2026, 1, 15)
    assert record.validity.effective_from == dt.date(2026, 2, 1)
    assert record.validity.effective_to is None
    assert record.source.reference == "01/QĐ-BTP"
    assert record.checked_on == IMPORTED_ON


@pytest.mark.parametrize("name", FORMATS)
def test_vietnamese_headers_give_the_same_record(take_in: TakeIn, held: Held, name: str) -> None:
    take_in(row(), name="contract.jsonl")
    expected = held()["1.001193"]
    report = take_in({VIETNAMESE[key]: value for key, value in row().items()}, name=name)
    assert report.skipped == []
    assert done(report) == {SaveResult.SAME: 1}
    assert held()["1.001193"] == expected


def test_headers_in_capitals_and_with_spaces_are_understood(take_in: TakeIn, held: Held) -> None:
    take_in({f" {VIETNAMESE[key].upper()} ": value for key, value in row().items()}, name="p.csv")
    assert held()["1.001193"].fee == "8.000 đồng"


def test_decomposed_headers_are_understood(take_in: TakeIn, held: Held) -> None:
    """A spreadsheet made on a Mac may hold its column titles decomposed."""
    titles = {key: unicodedata.normalize("NFD", title) for key, title in VIETNAMESE.items()}
    report = take_in({titles[key]: value for key, value in row().items()}, name="p.xlsx")
    assert report.skipped == []
    assert "1.001193" in held()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("written", ["2026-03-09", "09/03/2026", "9/3/2026"])
def test_a_date_is_read_day_first_or_iso(
    take_in: TakeIn, held: Held, name: str, written: str
) -> None:
    assert take_in(row(issued=written), name=name).skipped == []
    assert held()["1.001193"].validity.issued == dt.date(2026, 3, 9)


def test_a_date_cell_of_a_spreadsheet_is_a_date(take_in: TakeIn, held: Held) -> None:
    take_in(row(issued=dt.datetime(2026, 3, 9)), name="p.xlsx")  # noqa: DTZ001  (a cell)
    assert held()["1.001193"].validity.issued == dt.date(2026, 3, 9)


@pytest.mark.parametrize("code", ["1.001193", "1.001190", "2.000100"])
def test_a_code_that_the_spreadsheet_took_for_a_number_is_whole(
    take_in: TakeIn, held: Held, code: str
) -> None:
    """A spreadsheet keeps 1.001190 as the number 1.00119; six places make it a code again."""
    report = take_in(row(code=float(code)), name="p.xlsx")
    assert report.skipped == []
    assert set(held()) == {code}


@pytest.mark.parametrize("code", ["1.00119", "1,00119", "1.0011930"])
def test_a_typed_code_of_another_length_is_not_guessed(take_in: TakeIn, code: str) -> None:
    (skipped,) = take_in(row(code=code), name="p.csv").skipped
    assert f"code: '{code}' is not a code such as 1.001193" in skipped.reason


def test_a_list_is_the_same_as_lines(take_in: TakeIn, held: Held) -> None:
    take_in(row(steps="Nộp\nNhận", documents="Tờ khai\nĐơn", level="xã; tỉnh"))
    expected = held()["1.001193"]
    lists = row(steps=["Nộp", "Nhận\u200b"], documents=["Tờ khai", "Đơn"], level=["xã", "tỉnh"])
    assert done(take_in(lists)) == {SaveResult.SAME: 1}
    assert held()["1.001193"] == expected


def test_decomposed_text_is_composed_wherever_it_stands(take_in: TakeIn, held: Held) -> None:
    plain = row(steps=["Nộp hồ sơ"], level=["xã"])
    decomposed = {
        key: [unicodedata.normalize("NFD", part) for part in value]
        if isinstance(value, list)
        else unicodedata.normalize("NFD", value)
        for key, value in plain.items()
    }
    report = take_in(decomposed)
    assert report.skipped == []
    assert held()["1.001193"].steps == ["Nộp hồ sơ"]


def test_invisible_characters_do_not_land(take_in: TakeIn, held: Held) -> None:
    take_in(row(name="\ufeffĐăng ký\u200b khai sinh"))
    assert held()["1.001193"].name == "Đăng ký khai sinh"


def test_progress_counts_the_lines(library: Library, tmp_path: Path) -> None:
    path = write_table(tmp_path / "p.jsonl", [row(), row(code="1.000894")])
    seen: list[int] = []
    import_procedures(library, path, IMPORTED_ON, seen.append)
    assert seen == [1, 2]


def test_what_the_file_does_not_say_is_told_with_its_lines(take_in: TakeIn) -> None:
    report = take_in(
        row(), row(code="1.000894", fee="Không có thông tin"), row(code="2.000815", time_limit="")
    )
    assert report.gaps == {"fee": [2], "time_limit": [3]}
    assert report.skipped == []


def test_a_row_typed_in_an_old_font_comes_in_unicode(take_in: TakeIn, held: Held) -> None:
    """The whole row is looked at: a name alone may be too short to be sure of."""
    back = {letter: code for code, letter in TCVN3.items()}
    changes = {"audience": "Cá nhân, người đại diện", "requirements": "Người đi đăng ký có mặt"}
    plain = row(**changes)
    typed = {key: "".join(back.get(char, char) for char in text) for key, text in plain.items()}
    take_in(typed)
    found = held()["1.001193"]
    assert (found.name, found.audience) == ("đăng ký khai sinh".capitalize(), changes["audience"])
    assert found.steps == ["Nộp hồ sơ", "Nhận kết quả"]
