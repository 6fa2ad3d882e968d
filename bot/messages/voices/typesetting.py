"""PDF by typst with Open Sans, which the installation brings along; QR codes by segno."""

import io
import json
import re
from functools import lru_cache
from pathlib import Path

import pypdfium2
import segno
import ttf_opensans
import typst

# Lines that only the width of the paper broke are one line again.
_BROKEN = re.compile(r"(?<=[/-])\n(?=\w)|(?<=\w\.)\n(?=[a-z])")
_WRAPPED = re.compile(r"\n(?=(\w|\())")
_TOGETHER = re.compile(r"(?<=\d) (?=\d{2,4}\b|(?:ngày|đồng|giờ|tháng|tuổi|phút|năm)\b)")
_ENUMERATED = re.compile(r"\d{1,2}[.)] ")
# pdfium puts these for a hyphen at a line's end.
_LINE_END_HYPHEN = re.compile("[\ufffe\x02]\n?")
_PAGE_NUMBER = re.compile(r"Trang\s+\d+\s*/\s*\d+")
_TEMPLATES = Path(__file__).parent


class TypesettingError(Exception):
    """A PDF could not be made; the message says what to do."""


@lru_cache
def _compiler(template: str) -> typst.Compiler:
    fonts = Path(ttf_opensans.__file__).parent / "ttf"
    if not any(fonts.glob("OpenSans-*.ttf")):
        raise TypesettingError(
            "thiếu phông chữ Open Sans, chữ Việt sẽ không in được: cài lại gói ttf-opensans"
        )
    return typst.Compiler(
        str(_TEMPLATES / template), font_paths=[str(fonts)], ignore_system_fonts=True
    )


def typeset(template: str, values: dict[str, object]) -> bytes:
    """The PDF of ``template`` (a .typ file of this folder) filled with ``values``.

    Raises:
        TypesettingError: the font is missing, or typst refuses the document.
    """
    inputs = {"data": json.dumps(unbroken(values), ensure_ascii=False)}
    try:
        pdf = _compiler(template).compile(sys_inputs=inputs)
    except typst.TypstError as error:
        raise TypesettingError(f"{template}: không dàn trang được: {error}") from None
    if not isinstance(pdf, bytes):
        raise TypesettingError(f"{template}: không có trang nào")
    return pdf


def unbroken(value: object) -> object:
    """``value`` with hard spaces in its texts: in phone numbers, between a figure and its unit."""
    if isinstance(value, str):
        return value if value.startswith("<svg") else _TOGETHER.sub("\u00a0", value)
    if isinstance(value, dict):
        return {name: unbroken(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [unbroken(one) for one in value]
    return value


def qr_svg(link: str) -> str:
    """A QR code as SVG; level M survives a crease and a finger mark."""
    buffer = io.BytesIO()
    segno.make(link, error="m", micro=False).save(buffer, kind="svg", border=2, xmldecl=False)
    return buffer.getvalue().decode()


def text_of(pdf: bytes) -> tuple[str, int]:
    """All text of a PDF as a reader finds it, and the number of pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    text = _LINE_END_HYPHEN.sub("-", "\n".join(pages).replace("\r\n", "\n"))
    text = _BROKEN.sub("", _PAGE_NUMBER.sub("", text))
    return _WRAPPED.sub(lambda found: _gap(found, text), text), len(pages)


def pictures_of(pdf: bytes, scale: float = 1.0) -> list[bytes]:
    """Each page as PNG; ``scale`` 1 is 72 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    try:
        for page in document:
            buffer = io.BytesIO()
            page.render(scale=scale).to_pil().convert("P", palette=1, colors=64).save(
                buffer, "PNG", optimize=True
            )
            pictures.append(buffer.getvalue())
    finally:
        document.close()
    return pictures


def _gap(found: re.Match[str], text: str) -> str:
    first = found[1]
    if first.isdigit() and _ENUMERATED.match(text, found.end()):
        return "\n"
    return " " if first.islower() or first.isdigit() or first == "(" else "\n"
