"""A bad row is named with its file, line and field; the rest always lands."""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue import import_procedures
from knowledge.errors import ImportFileError
from knowledge.library import Library
from tests.knowledge.catalogue.conftest import FORMATS, IMPORTED_ON, Held, TakeIn
from tests.knowledge.catalogue.tables import row


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


def test_a_title_in_a_broken_encoding_is_repaired_or_named(take_in: TakeIn, held: Held) -> None:
    # The rest of the row is right, so that the row as a whole does not look broken.
    title = "Đăng ký lại khai sinh cho công dân"
    misread = title.encode().decode("latin-1")
    lost = misread.replace("\x83", "").replace("\x90", "")[:-3] + "ã¿Ã»Ã½"
    report = take_in(row(name=misread), row(code="1.000894", name=lost))
    assert held()["1.001193"].name == title
    assert str(report.skipped[0]).startswith("p.jsonl:2: name: ")
