"""Files that are no tables are refused with one clear line."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from knowledge.catalogue import tables
from knowledge.catalogue.tables import read_rows
from knowledge.errors import ImportFileError
from tests.knowledge.catalogue.tables import row, write_table


def refused(path: Path) -> str:
    with pytest.raises(ImportFileError) as error:
        list(read_rows(path))
    message = str(error.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "p.jsonl")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path)


@pytest.mark.parametrize("name", ["p.pdf", "p.xls", "p", "p.json"])
def test_an_unknown_suffix_says_what_is_expected(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}")
    assert ".jsonl, .csv, .xlsx" in refused(tmp_path / name)


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    write_table(tmp_path / "p.csv", [row()]).rename(tmp_path / "P.CSV")
    assert len(list(read_rows(tmp_path / "P.CSV"))) == 1


@pytest.mark.parametrize("name", ["p.jsonl", "p.csv"])
@pytest.mark.parametrize("encoding", ["utf-16", "cp1258", "latin-1"])
def test_another_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    text = "code,name\n1.001193,Đăng ký\n" if encoding != "latin-1" else "code,name\n1,Phí é\n"
    (tmp_path / name).write_bytes(text.encode(encoding, errors="replace"))
    message = refused(tmp_path / name)
    assert "not UTF-8" in message
    assert "save it as UTF-8" in message


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 2**20)
    (tmp_path / "p.csv").write_bytes(b"a" * (2**20 + 1))
    assert "larger than 1 MB" in refused(tmp_path / "p.csv")


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (32 * 2**20))
    assert "unpacks to 32 MB" in refused(path)


def test_text_that_calls_itself_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "p.xlsx").write_text("code,name\n")
    assert "not a readable .xlsx" in refused(tmp_path / "p.xlsx")


def test_a_zip_that_is_no_spreadsheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.xlsx", "w") as archive:
        archive.writestr("đọc.txt", "chữ")
    assert "not a readable .xlsx" in refused(tmp_path / "p.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_spreadsheet_broken_inside(tmp_path: Path, part: str) -> None:
    good = write_table(tmp_path / "good.xlsx", [row()])
    path = tmp_path / "p.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[:200] if name == part else old.read(name))
    assert "not a readable .xlsx" in refused(path)


def test_a_spreadsheet_cut_off_by_a_lost_connection(tmp_path: Path) -> None:
    good = write_table(tmp_path / "good.xlsx", [row()]).read_bytes()
    (tmp_path / "p.xlsx").write_bytes(good[: len(good) // 2])
    assert "not a readable .xlsx" in refused(tmp_path / "p.xlsx")


def test_a_csv_with_a_quote_never_closed(tmp_path: Path) -> None:
    """The rest of the file becomes one field, longer than the csv module takes."""
    path = tmp_path / "p.csv"
    path.write_text(
        'code,name\n1.001193,"Đăng ký\n' + "1.000894,Kết hôn\n" * 20_000, encoding="utf-8"
    )
    try:
        rows = list(read_rows(path))
    except ImportFileError as error:
        assert str(path) in str(error)  # noqa: PT017  (either is a fitting answer)
    else:
        assert any(row.fault for row in rows)


@pytest.mark.parametrize("name", ["p.jsonl", "p.csv"])
def test_an_empty_file_has_no_rows(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    assert list(read_rows(tmp_path / name)) == []


def test_an_empty_sheet_has_no_rows(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "p.xlsx")
    assert list(read_rows(tmp_path / "p.xlsx")) == []


@pytest.mark.parametrize(("name", "line"), [("p.jsonl", 3), ("p.csv", 4), ("p.xlsx", 4)])
def test_blank_rows_are_passed_over_but_counted(tmp_path: Path, name: str, line: int) -> None:
    path = tmp_path / name
    if path.suffix == ".xlsx":
        write_table(path, [{"code": "1"}, {"code": None}, {"code": "3"}])
    else:
        lines = ['{"code": "1"}', "", '{"code": "3"}']
        path.write_text("\n".join(lines if name == "p.jsonl" else ["code", "1", "", "3"]))
    rows = list(read_rows(path))
    assert [one.values for one in rows] == [{"code": "1"}, {"code": "3"}]
    assert rows[-1].line == line


def test_columns_without_a_title_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("code,,name\n1,x,Tên,thừa\n", encoding="utf-8")
    (only,) = read_rows(tmp_path / "p.csv")
    assert only.values == {"code": "1", "name": "Tên"}
