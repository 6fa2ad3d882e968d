"""Text of a PDF: its text layer where it has one, else its pages read as pictures."""

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import ImportFileError
from knowledge.plans.constants import (
    LEAST_CONTRAST,
    LEAST_INK,
    MAX_PAGE_PIXELS,
    MAX_PDF_PAGES,
    MIN_LETTERS_PER_PAGE,
    OCR_DPI,
    PICTURE_SHARE,
)
from knowledge.plans.ocr import require_tesseract

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_POINTS_PER_INCH = 72


def pdf_lines(path: Path) -> tuple[list[str], bool]:
    """Lines of the PDF at ``path``, page after page.

    Returns:
        The lines, a row of a ruled table being one, and whether any were read from pictures (OCR).

    Raises:
        ImportFileError: for a damaged, locked, blank or far too long file, and for a scan where
            Tesseract is missing.
    """
    pages = _text_layer(path)
    letters = [sum(char.isalpha() for char in page) for page in pages]
    scanned = [n for n, count in enumerate(letters) if count < MIN_LETTERS_PER_PAGE]
    if len(scanned) < len(pages):
        # Beside typed pages, an empty or nearly empty one is a scan only if a picture fills it.
        scanned = [number for number in scanned if number in _pictured(path, scanned)]
    read = _read_pictures(path, scanned) if scanned else {}
    lines: list[str] = []
    for number, page in enumerate(pages):
        lines += read[number] if number in read else page.rstrip("\n").split("\n")
    found = sum(char.isalpha() for line in lines for char in line)
    if not found:
        raise ImportFileError(f"{path.name}: PDF trắng, không có chữ nào đọc được.")
    if read and found < MIN_LETTERS_PER_PAGE:
        raise ImportFileError(
            f"{path.name}: bản chụp trắng hoặc quá mờ, gần như không có chữ. Chụp lại rõ hơn."
        )
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


def _pictured(path: Path, numbers: list[int]) -> set[int]:
    """Those pages of ``numbers`` that are one picture, or several, for the most part."""
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    found = set()
    with pypdfium2.PdfDocument(path) as document:
        for number in numbers:
            page = document[number]
            width, height = page.get_size()
            boxes = [image.get_bounds() for image in page.get_objects([FPDF_PAGEOBJ_IMAGE])]
            covered = sum((right - left) * (top - bottom) for left, bottom, right, top in boxes)
            if covered >= PICTURE_SHARE * width * height:
                found.add(number)
    return found


def _read_pictures(path: Path, numbers: list[int]) -> dict[int, list[str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        pages = {number: _render(document[number]) for number in numbers}
    except pypdfium2.PdfiumError as error:
        raise ImportFileError(f"{path.name}: không vẽ được trang ({error}).") from error
    finally:
        document.close()
    inked = {number for number, page in pages.items() if _is_inked(page)}
    if not inked:
        return {number: [] for number in numbers}
    from knowledge.plans.scanned_page import read_page

    command = require_tesseract(path.name)
    return {
        number: read_page(command, page, f"{path.name} trang {number + 1}")
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


def _is_inked(page: "NDArray[np.uint8]") -> bool:
    """Whether anything stands out from the paper; grain and shade do not."""
    import numpy as np

    seen = page[::2, ::2]
    return bool(np.percentile(seen, LEAST_INK) < np.median(seen) - LEAST_CONTRAST)
