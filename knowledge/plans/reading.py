"""Open a plan, whatever kind of file it is, as numbered lines of Unicode text."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ImportFileError
from knowledge.plans.constants import MAX_FILE_BYTES, MAX_PLAN_CHARACTERS
from knowledge.plans.docx_text import docx_lines
from knowledge.plans.encodings import decode_text, repair_encoding
from knowledge.plans.pdf import pdf_lines

KINDS = (".txt", ".pdf", ".docx")


@dataclass(frozen=True)
class PlanText:
    """A plan's lines; line n of the file is ``lines[n - 1]``. ``warnings`` say what was done."""

    lines: list[str]
    scanned: bool = False
    warnings: tuple[str, ...] = ()


def read_lines(path: Path) -> PlanText:
    """Read the .txt, .pdf or .docx at ``path``.

    A .txt keeps its own line numbers. For .pdf and .docx, a line is a printed line, a paragraph
    or a table row, in page order.

    Raises:
        ImportFileError: naming the file and what to do, for anything that cannot be read.
    """
    _check(path)
    scanned, conversion = False, None
    if path.suffix.lower() == ".txt":
        try:
            text, conversion = decode_text(path.read_bytes(), path.name)
        except OSError as error:
            raise ImportFileError(f"{path.name}: không mở được ({error.strerror}).") from error
        lines = text.removesuffix("\n").split("\n")
    else:
        if path.suffix.lower() == ".pdf":
            lines, scanned = pdf_lines(path)
        else:
            lines = docx_lines(path)
        text, conversion = repair_encoding("\n".join(lines))
        lines = text.split("\n")
    if not any(char.isalpha() for line in lines for char in line):
        raise ImportFileError(f"{path.name}: tệp trắng, không có chữ nào.")
    warnings = (f"{path.name}: đã đổi bảng mã từ {conversion}",) if conversion else ()
    return PlanText(lines, scanned, warnings)


def read_plan_lines(path: Path) -> PlanText:
    """``read_lines`` for a file that must be a plan.

    Raises:
        ImportFileError: also for a text longer than any plan.
    """
    text = read_lines(path)
    size = sum(map(len, text.lines))
    if size > MAX_PLAN_CHARACTERS:
        raise ImportFileError(
            f"{path.name}: {size:,} chữ cái, dài hơn mọi kế hoạch; có nhầm tệp không? "
            "Văn bản để dạy phục hồi dấu thì nhập bằng 'import texts'."
        )
    return text


def _check(path: Path) -> None:
    if not path.is_file():
        raise ImportFileError(f"{path}: không có tệp này.")
    if path.suffix.lower() not in KINDS:
        raise ImportFileError(f"{path.name}: chỉ đọc được {', '.join(KINDS)}.")
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise ImportFileError(
            f"{path.name}: {size // 2**20} MB, lớn hơn mức {MAX_FILE_BYTES // 2**20} MB."
        )
