"""Decree 30/2020/NĐ-CP, Annex I, Part I: how an administrative document is laid out.

Paper A4, margins 20-25 mm above and below, 30-35 mm left, 15-20 mm right; Times New Roman; the
page's number in the middle of the upper margin, none on the first page (item I). Sizes and styles
of each element as in item II, its place as in item IV.
"""

import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

FONT = "Times New Roman"
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BODY_SIZE = 14
HEAD_SIZE = 13
COUNTRY_SIZE = 12
TABLE_SIZE = 12
RECIPIENTS_HEAD_SIZE = 12
RECIPIENTS_SIZE = 11
LEFT_CM, RIGHT_CM = 6.2, 9.8
CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_LOCALITY = re.compile(r"^(?:xã|phường|thị trấn|đặc khu)\s+(?=\D)", re.IGNORECASE)


def new_document() -> Any:
    """An empty document with the decree's paper, margins, font and page numbers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number.add_run(), "PAGE")
    return document


def heading(document: Any, unit: str, symbol: str, title: str, about: str, year: int) -> None:
    """Country and motto, who issues, number, place and date, kind and subject of the document."""
    body, place = issuer(unit)
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, (LEFT_CM, RIGHT_CM))
    left, right = table.rows[0].cells
    for first, line in zip((True, *[False] * len(body)), body, strict=False):
        put(_paragraph(left, first), line, HEAD_SIZE, bold=True, align=CENTRE)
    _rule(left, LEFT_CM * 0.32)
    put(_paragraph(right, True), COUNTRY, COUNTRY_SIZE, bold=True, align=CENTRE)
    put(right.add_paragraph(), MOTTO, BODY_SIZE, bold=True, align=CENTRE)
    _rule(right, 1.75)
    left, right = table.rows[1].cells
    put(left.paragraphs[0], f"Số:       /{symbol}", HEAD_SIZE, align=CENTRE)
    dated = f"{place}, ngày      tháng      năm {year}"
    put(right.paragraphs[0], dated, BODY_SIZE, italic=True, align=CENTRE)
    put(document.add_paragraph(), title, BODY_SIZE, bold=True, align=CENTRE, before=14)
    put(document.add_paragraph(), about, BODY_SIZE, bold=True, align=CENTRE)
    _rule(document, 5.5)


def issuer(unit: str) -> tuple[list[str], str]:
    """The issuing body's name in lines of capitals, and the place that the date begins with.

    Both come from the unit's setting, e.g. 'UBND phường Hoa Sen, tỉnh Mẫu'.
    """
    name = unit.split(",", maxsplit=1)[0].strip()
    found = re.match(r"(?:UBND|Ủy ban nhân dân)\s+(.+)", name, re.IGNORECASE)
    if found is None:
        return [name.upper()], "…………"
    return ["ỦY BAN NHÂN DÂN", found[1].upper()], _LOCALITY.sub("", found[1]) or found[1]


def put(
    paragraph: Any,
    text: str,
    size: int = BODY_SIZE,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Any = None,
    before: int = 0,
    marked: bool = False,
) -> Any:
    """Write ``text`` into ``paragraph``; ``marked`` is what an officer still has to fill in."""
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    if marked:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph.paragraph_format.space_before = Pt(before)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def prose(document: Any, text: str, *, marked: bool = False, italic: bool = False) -> Any:
    """A paragraph of the body: justified, its first line set in, 6 points apart."""
    paragraph = put(document.add_paragraph(), text, align=BOTH, before=6, marked=marked)
    paragraph.runs[0].italic = italic
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.line_spacing = 1.1
    return paragraph


def section(document: Any, text: str) -> None:
    """The heading of a part of the body."""
    paragraph = prose(document, text)
    paragraph.runs[0].bold = True
    paragraph.paragraph_format.keep_with_next = True


def grid(document: Any, widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    """A table with lines; the first row is its head, repeated on every page."""
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for index, row in enumerate(rows):
        line = table.add_row()
        for cell, text in zip(line.cells, row, strict=True):
            numeric = index == 0 or re.fullmatch(r"[\d.,%–—]+", text) is not None
            align = CENTRE if numeric else WD_ALIGN_PARAGRAPH.LEFT
            put(cell.paragraphs[0], text, TABLE_SIZE, bold=index == 0, align=align)
        _mark(line, "w:cantSplit")
        if index == 0:
            _mark(line, "w:tblHeader")
    _widths(table, widths)


def ending(document: Any, recipients: Sequence[str], signer: Sequence[str]) -> None:
    """Recipients on the left, who signs on the right."""
    put(document.add_paragraph(), "", 6)
    table = document.add_table(rows=1, cols=2)
    _widths(table, (LEFT_CM + 1.4, RIGHT_CM - 1.4))
    left, right = table.rows[0].cells
    put(left.paragraphs[0], "Nơi nhận:", RECIPIENTS_HEAD_SIZE, bold=True, italic=True)
    for line in recipients:
        put(left.add_paragraph(), line, RECIPIENTS_SIZE, marked="…" in line)
    for first, line in zip((True, *[False] * len(signer)), signer, strict=False):
        put(_paragraph(right, first), line, BODY_SIZE, bold=True, align=CENTRE)
    for _ in range(4):
        put(right.add_paragraph(), "", BODY_SIZE)
    put(right.add_paragraph(), "[Họ và tên]", bold=True, align=CENTRE, marked=True)
    _mark(table.rows[0], "w:cantSplit")


def _paragraph(cell: Any, first: bool) -> Any:
    return cell.paragraphs[0] if first else cell.add_paragraph()


def _widths(table: Any, widths: Sequence[float]) -> None:
    # Word reads the cells' widths, LibreOffice those of the columns.
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _rule(holder: Any, side: float) -> None:
    """A solid line in the middle, ``side`` cm short of the edges left and right."""
    paragraph = put(holder.add_paragraph(), "", 2)
    paragraph.paragraph_format.left_indent = Cm(side)
    paragraph.paragraph_format.right_indent = Cm(side)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001  (the library has no border)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  (nor this property)


def _field(run: Any, code: str) -> None:
    run.font.size, run.font.name = Pt(HEAD_SIZE), FONT
    for kind, text in (("begin", None), (None, code), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)  # noqa: SLF001  (nor fields)
