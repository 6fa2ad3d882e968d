"""Text of a PDF: its text layer where it has one, else its pages read as pictures."""

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import ImportFileError
from knowledge.plans.constants import (
    MAX_PAGE_PIXELS,
    MAX_PDF_PAGES,
    MIN_LETTERS_PER_PAGE,
    OCR_DPI,
)
from knowledge.plans.ocr import read_image, require_tesseract

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_POINTS_PER_INCH = 72


def pdf_lines(path: Path) -> tuple[list[str], bool]:
    """Lines of the PDF at ``path``, page after page.

    Returns:
        The lines, and whether they were read from pictures (OCR).

    Raises:
        ImportFileError: for a damaged, locked, blank or far too long file, and for a scan where
            Tesseract is missing.
    """
    pages = _text_layer(path)
    letters = [sum(char.isalpha() for char in page) for page in pages]
    scanned = [n for n, count in enumerate(letters) if count < MIN_LETTERS_PER_PAGE]
    read: dict[int, list[str]] = {}
    if len(scanned) == len(pages) or sum(letters) < MIN_LETTERS_PER_PAGE * len(pages):
        read = _read_pictures(path, scanned)
    lines: list[str] = []
    for number, page in enumerate(pages):
        lines += read[number] if number in read else page.rstrip("\n").split("\n")
    if not any(char.isalpha() for line in lines for char in line):
        raise ImportFileError(f"{path.name}: PDF trắng, không có chữ nào đọc được.")
    return lines, bool(read)


def _text_layer(path: Path) -> list[str]:
    import pypdf

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ImportFileError(f"{path.name}: PDF có mật khẩu. Lưu một bản không khóa.")
        count = len(reader.pages)
        if count > MAX_PDF_PAGES:
            raise ImportFileError(f"{path.name}: {count} trang, nhiều hơn {MAX_PDF_PAGES}.")
        return [page.extract_text() for page in reader.pages]
    except ImportFileError:
        raise
    except Exception as error:
        raise ImportFileError(f"{path.name}: PDF hỏng ({error}). In lại ra PDF.") from error


def _read_pictures(path: Path, numbers: list[int]) -> dict[int, list[str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        pages = {number: _render(document[number]) for number in numbers}
    except pypdfium2.PdfiumError as error:
        raise ImportFileError(f"{path.name}: không vẽ được trang ({error}).") from error
    finally:
        document.close()
    inked = {number: page for number, page in pages.items() if page.min() < page.max()}
    if not inked:
        return {number: [] for number in numbers}
    command = require_tesseract(path.name)
    return {
        number: read_image(command, page, f"{path.name} trang {number + 1}")
        if number in inked
        else []
        for number, page in pages.items()
    }


def _render(page: "object") -> "NDArray[np.uint8]":
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = OCR_DPI / _POINTS_PER_INCH
    scale = min(scale, (MAX_PAGE_PIXELS / max(width * height, 1.0)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True).to_numpy()  # type: ignore[attr-defined]
    grey: NDArray[np.uint8] = picture.reshape(picture.shape[0], picture.shape[1])
    return grey.copy()
