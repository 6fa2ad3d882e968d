"""Read tables of records: .jsonl, .csv and .xlsx give the same rows with their line numbers."""

import csv
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import ImportFileError

# A province's catalogue is about 25 MB; more than this is a mistake or an attack.
MAX_BYTES = 200 * 1024 * 1024
# An .xlsx unpacks about tenfold; a hundredfold is a zip bomb.
MAX_UNPACKED_RATIO = 100


@dataclass(frozen=True)
class Row:
    """One row: ``line`` is 1-based in the file (a sheet's row number for .xlsx)."""

    line: int
    values: dict[str, Any] | None
    fault: str | None = None


def read_rows(path: Path) -> Iterator[Row]:
    """Rows of a table file; a row that cannot be parsed comes with its ``fault``.

    Raises:
        ImportFileError: the file is missing, too large, of another kind, or not UTF-8.
    """
    check_table(path)
    try:
        yield from _READERS[path.suffix.lower()](path)
    except UnicodeDecodeError as error:
        raise ImportFileError(
            f"{path}: not UTF-8 text ({error.reason}); save it as UTF-8"
        ) from None


def check_table(path: Path) -> None:
    """Refuse what cannot be a table, before anything of it is read.

    Raises:
        ImportFileError: the file is missing, too large or of another kind.
    """
    if not path.is_file():
        raise ImportFileError(f"{path}: there is no such file")
    if path.stat().st_size > MAX_BYTES:
        raise ImportFileError(f"{path}: larger than {MAX_BYTES // 2**20} MB; split it")
    if path.suffix.lower() not in _READERS:
        raise ImportFileError(f"{path}: expected one of {', '.join(_READERS)}")


def _jsonl(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except json.JSONDecodeError as error:
                yield Row(number, None, f"not valid JSON: {error.msg} at column {error.colno}")
                continue
            except (ValueError, RecursionError) as error:
                yield Row(number, None, f"not usable JSON: {error}")
                continue
            if isinstance(value, dict):
                yield Row(number, value)
            else:
                yield Row(number, None, "a row must be a JSON object")


def _csv(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        # Strict: a quote that is never closed would swallow the rows after it without a word.
        reader = csv.DictReader(lines, strict=True)
        try:
            for values in reader:
                yield Row(reader.line_num, _named(values))
        except csv.Error as error:
            raise ImportFileError(
                f"{path}: not a readable .csv file (near line {reader.line_num}: {error})"
            ) from None


def _xlsx(path: Path) -> Iterator[Row]:
    import openpyxl

    _refuse_zip_bomb(path)
    try:
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
            rows = book.worksheets[0].iter_rows(values_only=True)
            header = [str(cell).strip() if cell is not None else "" for cell in next(rows, ())]
            for number, cells in enumerate(rows, start=2):
                if any(cell is not None for cell in cells):
                    yield Row(number, _named(dict(zip(header, cells, strict=False))))
    except Exception as error:  # noqa: BLE001  (the library raises many unrelated kinds)
        why = " ".join(str(error).split())
        raise ImportFileError(f"{path}: not a readable .xlsx file ({why})") from None


def _refuse_zip_bomb(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        raise ImportFileError(f"{path}: not a readable .xlsx file")
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
    if unpacked > max(MAX_UNPACKED_RATIO * path.stat().st_size, 2**20) or unpacked > 2 * MAX_BYTES:
        raise ImportFileError(f"{path}: unpacks to {unpacked // 2**20} MB; refused")


def _named(values: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).strip(): value for key, value in values.items() if key}


_READERS = {".jsonl": _jsonl, ".csv": _csv, ".xlsx": _xlsx}
