"""A list of phone numbers from Excel or CSV: right rows are taken, wrong ones named by line."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.broadcasts.known import BroadcastError
from bot.broadcasts.limits import limits

# Mobile numbers since 2018: ten digits, 03, 05, 07, 08 or 09 (Decision 798/QĐ-BTTTT).
_MOBILE = re.compile(r"0[35789]\d{8}")
_HEADINGS = ("số điện thoại", "sđt", "điện thoại", "phone", "so dien thoai", "sdt")


@dataclass(frozen=True)
class WrongRow:
    """A row that was not taken; ``line`` counts from 1, as the spreadsheet shows it."""

    line: int
    why: str


@dataclass(frozen=True)
class RecipientList:
    """Numbers as 0912345678, each once, in the order of the list."""

    phones: tuple[str, ...]
    wrong: tuple[WrongRow, ...]


def read_recipients(name: str, content: bytes) -> RecipientList:
    """Read the first sheet or the CSV's rows; the column is found by its heading, else the first.

    Raises:
        BroadcastError: neither kind of file, unreadable, or too many rows.
    """
    rows = _excel(content) if name.lower().endswith((".xlsx", ".xlsm")) else _csv(name, content)
    most = limits().recipients_most
    if len(rows) > most:
        raise BroadcastError(f"{name}: {len(rows)} dòng, nhiều nhất là {most}; chia tệp ra")
    column, first = _column(rows)
    phones: dict[str, int] = {}
    wrong = []
    for line, row in enumerate(rows[first:], start=first + 1):
        typed = row[column].strip() if column < len(row) else ""
        if not any(cell.strip() for cell in row):
            continue
        phone = _phone(typed)
        if phone is None:
            why = "chưa có số" if not typed else "không phải số di động"
            wrong.append(WrongRow(line, why))
        elif phone in phones:
            wrong.append(WrongRow(line, f"trùng dòng {phones[phone]}"))
        else:
            phones[phone] = line
    return RecipientList(tuple(phones), tuple(wrong))


def _phone(typed: str) -> str | None:
    digits = re.sub(r"[\s().-]", "", typed).removesuffix(".0")
    digits = re.sub(r"^(?:\+84|0084|84(?=\d{9}$))", "0", digits)
    # Excel takes a number's leading zero away.
    if re.fullmatch(r"[35789]\d{8}", digits):
        digits = f"0{digits}"
    return digits if _MOBILE.fullmatch(digits) else None


def _column(rows: list[list[str]]) -> tuple[int, int]:
    """The column with numbers and the first row that holds one."""
    for place, cell in enumerate(rows[0] if rows else []):
        if cell.strip().lower() in _HEADINGS:
            return place, 1
    return 0, 0


def _excel(content: bytes) -> list[list[str]]:
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError):
        raise BroadcastError("tệp Excel không mở được; lưu lại dạng .xlsx") from None


def _csv(name: str, content: bytes) -> list[list[str]]:
    if not name.lower().endswith((".csv", ".txt")):
        raise BroadcastError(f"{name}: cần tệp .xlsx hoặc .csv")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BroadcastError(f"{name}: không phải UTF-8; lưu lại dạng CSV UTF-8") from None
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))
