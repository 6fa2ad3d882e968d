"""Text of a Word document: paragraphs and table rows in the order of the page."""

import zipfile
from pathlib import Path
from typing import Any

from knowledge.errors import ImportFileError
from knowledge.plans.constants import MAX_UNZIPPED_BYTES, MAX_ZIP_RATIO

CELL = " | "
"""Between the cells of a table row, which is one line."""


def docx_lines(path: Path) -> list[str]:
    """Lines of the .docx at ``path``; a table row is one line, its cells parted by ``CELL``.

    Raises:
        ImportFileError: for a damaged file or a zip bomb.
    """
    import docx

    _check_zip(path)
    try:
        document = docx.Document(str(path))
        lines: list[str] = []
        for block in document.iter_inner_content():
            if hasattr(block, "rows"):
                lines += [line for row in block.rows if (line := _row(row))]
            else:
                lines += block.text.split("\n")
    except Exception as error:  # the library raises many unrelated kinds on a damaged file
        raise ImportFileError(
            f"{path.name}: tệp Word hỏng ({error}). Lưu lại bằng Word."
        ) from error
    return lines


def _row(row: Any) -> str:
    """The texts of a row; a merged cell, which python-docx repeats, counts once."""
    seen: list[Any] = []
    texts: list[str] = []
    for cell in row.cells:
        if any(cell._tc is other for other in seen):  # noqa: SLF001 - the only mark of a merged cell
            continue
        seen.append(cell._tc)  # noqa: SLF001
        texts.append(" ".join(cell.text.split()))
    return CELL.join(texts) if any(texts) else ""


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise ImportFileError(f"{path.name}: không phải tệp .docx. Lưu lại bằng Word.") from error
    if "word/document.xml" not in {part.filename for part in parts}:
        raise ImportFileError(f"{path.name}: tệp nén không chứa văn bản Word.")
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if size > MAX_UNZIPPED_BYTES or size / packed > MAX_ZIP_RATIO:
        raise ImportFileError(
            f"{path.name}: giải nén ra {size // 2**20} MB, nghi là bom nén; tệp không được mở."
        )
