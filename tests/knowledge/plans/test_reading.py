"""Files of every kind are opened, or refused with a word on what to do."""

import struct
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from knowledge.errors import ImportFileError
from knowledge.plans import read_lines, read_plan_lines
from knowledge.plans import reading as reading_module
from knowledge.plans.ocr import require_tesseract

PAGE = (
    b"BT /F 12 Tf 20 150 Td (Ke hoach tuyen truyen cai cach hanh chinh) Tj "
    b"0 -20 Td (So 12/KH-UBND ngay 3 thang 2) Tj ET"
)


def _write_pdf(path: Path) -> None:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    fonts = DictionaryObject({NameObject("/F"): names})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(PAGE)
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(path)


def test_text_keeps_its_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Kế hoạch\n\nI. Mục đích\x0c\nhết", encoding="utf-8")
    assert read_lines(path).lines == ["Kế hoạch", "", "I. Mục đích\x0c", "hết"]


def test_word_paragraphs_and_table_rows_in_page_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["TT", "Nội dung", "1", "Phát thanh"], strict=True):
        cell.text = text
    document.add_paragraph("Nơi nhận:")
    document.save(str(tmp_path / "plan.docx"))
    assert read_lines(tmp_path / "plan.docx").lines == [
        "KẾ HOẠCH",
        "TT | Nội dung",
        "1 | Phát thanh",
        "Nơi nhận:",
    ]


def test_pdf_with_a_text_layer(tmp_path: Path) -> None:
    _write_pdf(tmp_path / "plan.pdf")
    text = read_lines(tmp_path / "plan.pdf")
    assert text.lines[0] == "Ke hoach tuyen truyen cai cach hanh chinh"
    assert not text.scanned


def test_blank_pdf_is_named(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "blank.pdf")
    with pytest.raises(ImportFileError, match=r"blank\.pdf.*PDF trắng"):
        read_lines(tmp_path / "blank.pdf")


def test_locked_pdf_is_named(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(ImportFileError, match=r"locked\.pdf.*mật khẩu"):
        read_lines(tmp_path / "locked.pdf")


@pytest.mark.parametrize("name", ["bad.pdf", "bad.docx"])
def test_damaged_files_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"nothing of the kind")
    with pytest.raises(ImportFileError, match=name):
        read_lines(tmp_path / name)


def test_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    with pytest.raises(ImportFileError, match=r"bomb\.docx.*bom nén"):
        read_lines(tmp_path / "bomb.docx")


def test_a_bomb_that_lies_about_its_size_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    size = 30_000_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * size)
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", 1000)))
    with pytest.raises(ImportFileError, match=r"bomb\.docx: tệp Word hỏng"):
        read_lines(path)


def test_what_is_longer_than_any_plan_is_taken_as_a_text_only(tmp_path: Path) -> None:
    path = tmp_path / "luat.txt"
    path.write_text("Luật này quy định về việc đó.\n" * 110_000, encoding="utf-8")
    assert len(read_lines(path).lines) == 110_000
    with pytest.raises(ImportFileError, match=r"luat\.txt.*có nhầm tệp không"):
        read_plan_lines(path)


def test_zip_without_a_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(ImportFileError, match=r"other\.docx"):
        read_lines(tmp_path / "other.docx")


def test_too_large_empty_unknown_and_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"\n\n")
    (tmp_path / "plan.odt").write_bytes(b"x")
    (tmp_path / "large.txt").write_bytes(b"x" * 2000)
    monkeypatch.setattr(reading_module, "MAX_FILE_BYTES", 1000)
    for name, word in (
        ("empty.txt", "trắng"),
        ("plan.odt", "chỉ đọc"),
        ("large.txt", "MB"),
        ("no.txt", "không có"),
    ):
        with pytest.raises(ImportFileError, match=rf"{name}.*{word}"):
            read_lines(tmp_path / name)


def test_a_scan_without_tesseract_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.plans.ocr.shutil.which", lambda name: None)
    with pytest.raises(ImportFileError, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        require_tesseract("scan.pdf")
