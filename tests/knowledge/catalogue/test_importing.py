"""A file of procedures comes in whole, twice, or with mistakes; what is right always lands."""

import datetime as dt
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue import ImportReport, import_procedures
from knowledge.errors import ImportFileError
from knowledge.library import Library, SaveResult
from knowledge.records import Level, Procedure, RecordKind
from tests.knowledge.catalogue.conftest import IMPORTED_ON
from tests.knowledge.catalogue.tables import VIETNAMESE, row

TakeIn = Callable[..., ImportReport]
Held = Callable[[], dict[str, Procedure]]
FORMATS = ["p.jsonl", "p.csv", "p.xlsx"]


def done(report: ImportReport) -> dict[SaveResult, int]:
    return {what: count for what, count in report.counts.items() if count}


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
def test_a_bad_row_is_named_with_its_line_and_the_rest_land(
    take_in: TakeIn, held: Held, name: str
) -> None:
    short = {"steps": "Nộp", "documents": "Tờ khai", "legal_basis": "60/2014/QH13"}
    changes = [{}, {"code": "abc"}, {"code": "1.000894"}, {"code": "2.000815", "name": ""}]
    report = take_in(*(row(**short, **change) for change in changes), name=name)
    first = 1 if name == "p.jsonl" else 2
    assert [(skipped.file, skipped.line) for skipped in report.skipped] == [
        (name, first + 1),
        (name, first + 3),
    ]
    assert "code" in report.skipped[0].reason
    assert "name: missing" in report.skipped[1].reason
    assert str(report.skipped[1]) == f"{name}:{first + 3}: name: missing"
    assert set(held()) == {"1.001193", "1.000894"}


def test_a_row_over_several_lines_is_named_by_one_of_them(take_in: TakeIn) -> None:
    report = take_in(row(steps="a\nb\nc", documents="d", legal_basis="e", code="abc"), name="p.csv")
    assert 2 <= report.skipped[0].line <= 4


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"code": ""}, "code: missing"),
        ({"field": "Không"}, "field: missing"),
        ({"level": "huyện"}, "level: "),
        ({"level": ""}, "level: "),
        ({"effective_to": "31/02/2026"}, "effective_to: '31/02/2026' is not a date"),
        ({"effective_to": "2026-13-01"}, "effective_to: '2026-13-01' is not a date"),
        ({"issued": "hôm qua"}, "issued: 'hôm qua' is not a date"),
        ({"issued": "07/2026"}, "issued: '07/2026' is not a date"),
        ({"effective_to": "2026-01-31"}, "effective_to is before effective_from"),
    ],
)
def test_the_reason_names_the_field(take_in: TakeIn, changes: dict[str, str], reason: str) -> None:
    (skipped,) = take_in(row(**changes)).skipped
    assert reason in skipped.reason


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


def test_a_mapping_where_text_belongs_is_reported(take_in: TakeIn, held: Held) -> None:
    (skipped,) = take_in(row(steps={"1": "Nộp"})).skipped
    assert skipped.reason == "steps: must be text or a list of texts"
    assert held() == {}


def test_the_same_code_twice_is_reported_with_the_first_line(take_in: TakeIn, held: Held) -> None:
    report = take_in(row(fee="1,000 Đồng"), row(code="1.000894"), row(fee="2,000 Đồng"))
    (skipped,) = report.skipped
    assert (skipped.line, skipped.reason) == (3, "code: 1.001193 stands already in line 1")
    assert held()["1.001193"].fee == "1.000 đồng"


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1, 2]",
        '"chỉ là chữ"',
        "null",
        '{"code": "1.000894",}',
        pytest.param("[" * 100_000, id="nested too deep"),
        pytest.param('{"code": ' + "1" * 5000 + "}", id="number too long"),
    ],
)
def test_a_line_that_is_no_record_is_reported_and_the_rest_land(
    library: Library, held: Held, tmp_path: Path, line: str
) -> None:
    good = json.dumps(row(), ensure_ascii=False)
    path = tmp_path / "p.jsonl"
    path.write_text(f"\n{line}\n{good}\n", encoding="utf-8")
    report = import_procedures(library, path, IMPORTED_ON)
    assert [skipped.line for skipped in report.skipped] == [2]
    assert set(held()) == {"1.001193"}


@pytest.mark.parametrize(
    "changes",
    [
        {"fee": ["8,000 Đồng"]},
        {"documents": ["Tờ khai", "Giấy chứng sinh"]},
        {"how": ["Trực tuyến", "Trực tiếp"]},
        {"name": ["Đăng ký"]},
        {"code": ["1.000894"]},
        {"steps": {"1": "Nộp"}},
        {"level": [None]},
        {"level": {"xã": True}},
        {"steps": ["hỏng \ud800"]},
        {"issued": 20260101},
    ],
)
def test_a_value_of_another_shape_never_stops_the_import(
    take_in: TakeIn, held: Held, changes: dict[str, Any], library: Library, tmp_path: Path
) -> None:
    """JSON may hold lists where text is expected: read them or report the row, but go on."""
    path = tmp_path / "p.jsonl"
    odd = json.dumps(row(code="1.000894") | changes)
    path.write_text(f"{odd}\n{json.dumps(row())}\n", encoding="utf-8")
    import_procedures(library, path, IMPORTED_ON)
    assert "1.001193" in held()


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


@pytest.mark.parametrize("name", FORMATS)
def test_importing_the_same_file_again_changes_nothing(
    take_in: TakeIn, library: Library, name: str
) -> None:
    rows = row(), row(code="1.000894")
    take_in(*rows, name=name)
    before = library.current(RecordKind.PROCEDURE)
    report = take_in(*rows, name=name, on=IMPORTED_ON + dt.timedelta(days=30))
    assert done(report) == {SaveResult.SAME: 2}
    assert report.removed == []
    assert library.current(RecordKind.PROCEDURE) == before


def test_a_changed_row_is_a_new_version_checked_on_that_day(
    take_in: TakeIn, held: Held, library: Library
) -> None:
    later = IMPORTED_ON + dt.timedelta(days=30)
    take_in(row(), row(code="1.000894"))
    report = take_in(row(fee="9,000 Đồng"), row(code="1.000894"), on=later)
    assert done(report) == {SaveResult.CHANGED: 1, SaveResult.SAME: 1}
    assert (held()["1.001193"].fee, held()["1.001193"].checked_on) == ("9.000 đồng", later)
    assert held()["1.000894"].checked_on == IMPORTED_ON
    fees = [old.payload["fee"] for old in library.versions(RecordKind.PROCEDURE, "1.001193")]
    assert fees == ["8.000 đồng", "9.000 đồng"]


def test_a_row_that_left_the_file_is_removed_and_may_return(take_in: TakeIn, held: Held) -> None:
    take_in(row(), row(code="1.000894"))
    assert take_in(row()).removed == ["1.000894"]
    assert set(held()) == {"1.001193"}
    report = take_in(row(), row(code="1.000894"))
    assert done(report) == {SaveResult.SAME: 1, SaveResult.CHANGED: 1}
    assert set(held()) == {"1.001193", "1.000894"}


@pytest.mark.parametrize("changes", [{"level": "xa"}, {"issued": "hôm qua"}])
def test_a_row_that_became_unreadable_keeps_its_good_version(
    take_in: TakeIn, held: Held, changes: dict[str, str]
) -> None:
    """A slip of the hand in one cell must not take the procedure away from citizens."""
    take_in(row(), row(code="1.000894"))
    report = take_in(row(**changes), row(code="1.000894"))
    assert len(report.skipped) == 1
    assert report.removed == []
    assert set(held()) == {"1.001193", "1.000894"}


def test_another_files_procedures_stay(take_in: TakeIn, held: Held) -> None:
    take_in(row(), name="tinh.csv")
    take_in(row(code="1.000894"), name="xa.csv")
    assert set(held()) == {"1.001193", "1.000894"}


def test_a_file_that_cannot_be_read_to_its_end_changes_nothing(
    take_in: TakeIn, held: Held, library: Library, tmp_path: Path
) -> None:
    take_in(row())
    good = json.dumps(row(code="1.000894"), ensure_ascii=False).encode()
    path = tmp_path / "p.jsonl"
    path.write_bytes((good + b"\n") * 1 + b"\xff\xfe h\n")
    with pytest.raises(ImportFileError, match="not UTF-8"):
        import_procedures(library, path, IMPORTED_ON)
    assert set(held()) == {"1.001193"}


def test_progress_counts_the_lines(library: Library, take_in: TakeIn, tmp_path: Path) -> None:
    take_in(row(), row(code="1.000894"))
    seen: list[int] = []
    import_procedures(library, tmp_path / "p.jsonl", IMPORTED_ON, seen.append)
    assert seen == [1, 2]


def test_successors_in_a_circle_are_named_and_the_rest_lands(take_in: TakeIn, held: Held) -> None:
    report = take_in(
        row(code="1.000001", replaced_by="1.000002"),
        row(code="1.000002", replaced_by="1.000001"),
        row(code="1.000003", replaced_by="1.000003"),
        row(code="1.000004", replaced_by="1.000001"),
        row(code="1.000005"),
    )
    assert [(skipped.line, skipped.reason) for skipped in report.skipped] == [
        (1, "replaced_by: leads in a circle (1.000001 → 1.000002 → 1.000001)"),
        (2, "replaced_by: leads in a circle (1.000002 → 1.000001 → 1.000002)"),
        (3, "replaced_by: leads in a circle (1.000003 → 1.000003)"),
    ]
    assert set(held()) == {"1.000004", "1.000005"}


def test_a_circle_with_what_is_held_already_is_named(take_in: TakeIn, held: Held) -> None:
    take_in(row(code="1.000001", replaced_by="1.000002"), name="a.jsonl")
    report = take_in(row(code="1.000002", replaced_by="1.000001"), name="b.jsonl")
    assert [skipped.line for skipped in report.skipped] == [1]
    assert set(held()) == {"1.000001"}


@pytest.mark.parametrize(
    "changes", [{"issued": "2027-01-01"}, {"effective_from": "2062-01-01"}], ids=["issued", "from"]
)
def test_a_day_in_the_future_is_named(take_in: TakeIn, held: Held, changes: dict[str, str]) -> None:
    report = take_in(row(code="1.000001", **changes), row(code="1.000002"))
    (skipped,) = report.skipped
    assert (skipped.file, skipped.line) == ("p.jsonl", 1)
    assert skipped.reason.startswith(f"{next(iter(changes))}: ")
    assert "lies in the future" in skipped.reason
    assert set(held()) == {"1.000002"}


def test_a_start_some_months_ahead_is_no_mistake(take_in: TakeIn, held: Held) -> None:
    take_in(row(code="1.000001", effective_from="01/03/2027"))
    assert held()["1.000001"].validity.effective_from == dt.date(2027, 3, 1)
