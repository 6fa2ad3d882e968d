"""Rows of the annex: what, how, who, when."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.plans.annex import AnnexRow, annex_rows, is_time
from knowledge.plans.annex_cells import Cell, columns_of
from knowledge.plans.docx_text import CELL
from knowledge.plans.folding import fold_evenly
from knowledge.plans.headings import is_bullet, is_table_head
from knowledge.plans.parse.citations import short_body
from knowledge.plans.parse.items import without_mark
from knowledge.plans.parse.mixed_columns import COLUMNS as MIXED_COLUMNS
from knowledge.plans.parse.mixed_columns import is_mixed, part_mixed
from knowledge.plans.parse.passage import Passage, passage
from knowledge.plans.parse.table_columns import aligned, with_time_apart
from knowledge.records.plan import ScheduleRow

_LEAD = re.compile(
    r"^\W*(?:(?:co quan|don vi|bo phan) (?:chu tri|thuc hien)\b|chu tri\s*:)\s*:?\s*"
)
_HELPERS = re.compile(
    r"^\W*(?:(?:co quan|don vi|bo phan) ph\w{1,3} h\w{1,2}p\b|ph\w{1,3} h\w{1,2}p\s*:)\s*:?\s*"
)
_FORMS_APART = re.compile(r";\s+|(?:^|\s)[-–+]\s+(?=[^\W\d]|\d[\d.]*\s+[^\W\d])")
_LEAST_COLUMNS = 3
_NUMBER_BEFORE = 6
"""Letters of a row's number or a label's mark that a cell may lack beside its lines."""
_QUARTER = re.compile(r"\b(?:quy|qui|ouy)\s*([1il|vh]{1,3})\b(?:\s*/\s*((?:19|20)\d\d))?")
_MONTH = re.compile(r"\bthang\s*(\d{1,2})\s*/?\s*(?:nam\s*)?((?:19|20)\d\d)?")
_DAY = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)")
_BEFORE = re.compile(r"^tru\w{0,2}(?=\s+(?:ngay\s+)?\d)")
_ALWAYS = re.compile(r"thuong xuyen|\bhang\b|dinh ky|trong nam")
_Parts = dict[str, list[Cell]]
_ROMANS = {1: "I", 2: "II", 3: "III", 4: "IV"}


@dataclass(frozen=True)
class ReadRow:
    """A row with the cells of its forms, then of its content."""

    row: ScheduleRow
    cells: tuple[Cell, ...]

    def told(self, lines: Sequence[str]) -> Iterator[Passage]:
        """What ``lines`` say in those cells; the cell itself where its lines hold others too."""
        for cell in self.cells:
            whole = passage(lines, cell.first, cell.last)
            if whole is None or len(whole.text) > len(cell.text) + _NUMBER_BEFORE:
                yield _within(cell, lines)
            else:
                yield whole


def _within(cell: Cell, lines: Sequence[str]) -> Passage:
    """The text of ``cell``, each word with the line that holds it beside other cells' words."""
    starts, numbers, begin = [0], [cell.first], 0
    for word in re.finditer(r"\S+", cell.text):
        piece = cell.text[begin : word.end()]
        if numbers[-1] < cell.last and piece not in " ".join(lines[numbers[-1] - 1].split()):
            begin = word.start()
            starts.append(begin)
            numbers.append(numbers[-1] + 1)
    return Passage(cell.text, fold_evenly(cell.text), tuple(starts), tuple(numbers))


def schedule(lines: Sequence[str], first: int, last: int) -> tuple[list[ReadRow], list[str]]:
    """Rows of the annex in lines ``first`` to ``last``, and warnings about what is unclear."""
    found, heads = annex_rows(lines, first, last)
    columns = _columns(lines, first, last) or columns_of(heads)
    rows: list[ReadRow] = []
    warnings: list[str] = []
    if list(columns) == MIXED_COLUMNS and is_mixed(found, lines):
        read, doubt = _mixed(found, lines), "cần kiểm tra lại cách tách"
        where = f"dòng {found[0].lines[0]}-{found[-1].lines[1]}"
        doubt = doubt if read else "không tách được"
        warnings.append(f"Phụ lục, {where}: các cột lẫn vào nhau, {doubt}.")
    else:
        read = [(row.cells, _parts(row, columns, lines)) for row in found]
    for cells, parts in read:
        if built := _row(cells, parts, warnings):
            rows.append(ReadRow(built, (*parts["forms"], *parts["content"])))
    return rows, warnings


def _mixed(
    found: Sequence[AnnexRow], lines: Sequence[str]
) -> list[tuple[tuple[Cell, ...], _Parts]]:
    """Rows of a table that was read across its columns, each with all its cells."""
    rows: list[tuple[tuple[Cell, ...], _Parts]] = []
    for cells in part_mixed(found, lines):
        every = sorted((cell for part in cells.values() for cell in part), key=lambda c: c.first)
        who = _by_order([*cells["content"], *cells["who"]])
        rows.append((tuple(every), {**who, **cells}))
    return rows


def _parts(row: AnnexRow, columns: Sequence[str], lines: Sequence[str]) -> _Parts:
    labels = any(
        label.match(fold_evenly(cell.text)) for cell in row.cells for label in (_LEAD, _HELPERS)
    )
    cells = row.cells
    if 2 * len(cells) < len(columns):
        # Lines across all columns, which nothing here tells apart.
        return {**_empty(), "content": list(cells)}
    if "time" in columns and not labels:
        cells = tuple(with_time_apart(cells, lines))
    if columns and len(cells) == len(columns):
        return _by_column(cells, columns)
    if labels or len(columns) < _LEAST_COLUMNS:
        return _by_order(cells)
    places = aligned(cells, columns)
    return _by_column(cells, [columns[place] for place in places])


def _row(cells: Sequence[Cell], parts: _Parts, warnings: list[str]) -> ScheduleRow | None:
    content = " ".join(_texts(parts["content"])).strip(" .;")
    span = cells[0].first, max(cell.last for cell in cells)
    where = f"dòng {span[0]}-{span[1]}"
    if not any(char.isalpha() for char in content):
        return None
    if not (parts["forms"] or parts["lead"] or parts["time"]):
        if cells[0].row is not None:
            warnings.append(f"Phụ lục, {where}: không tách được các cột.")
        return None
    lead = short_body(" ".join(_texts(parts["lead"])).strip(" .;:-")) or None
    if lead is None:
        warnings.append(f"Phụ lục, {where}: không đọc được cơ quan chủ trì.")
    raw = " ".join(_texts(parts["time"])).strip()
    time, due = read_time(raw)
    if raw and time != raw:
        warnings.append(f"Phụ lục, {where}: '{raw}' đọc là '{time}'.")
    if not raw:
        warnings.append(f"Phụ lục, {where}: không đọc được thời gian.")
    helpers = [
        short_body(name.strip(" .;:-"))
        for name in re.split(
            r"[,;]|\.\s(?=[^\W\d_a-zà-ỹđ])|\s(?=và các khu phố)",
            " ".join(_texts(parts["coordinating"])),
        )
        if any(char.isalpha() for char in name)
    ]
    forms = [part for cell in parts["forms"] for part in _FORMS_APART.split(cell.text)]
    return ScheduleRow(
        content=content,
        forms=[form for form in (without_mark(f).strip(" .;") for f in forms) if form],
        lead=lead,
        coordinating=helpers,
        time=time,
        due=due,
        lines=span,
    )


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def read_time(text: str) -> tuple[str | None, dt.date | None]:
    """Time as it must have been written, and the last day where it names one.

    In a time column 'Quý 11/2024' can only be 'Quý II/2024'; '1/2024' after 'Quý' is quarter I.
    """
    if not any(char.isalnum() for char in text):
        return None, None
    bare = fold_evenly(text)
    # Before a day, in a time column, only 'Trước' is spelt so.
    if found := _BEFORE.match(bare):
        text = "Trước" + text[found.end() :]
        bare = fold_evenly(text)
    shown = text
    quarters = [
        (found, quarter) for found in _QUARTER.finditer(bare) if (quarter := _quarter(found[1]))
    ]
    for found, quarter in reversed(quarters):
        year = f"/{found[2]}" if found[2] else ""
        shown = f"{shown[: found.start()]}Quý {_ROMANS[quarter]}{year}{shown[found.end() :]}"
    ends = (
        [_date(int(day[3]), int(day[2]), int(day[1])) for day in _DAY.finditer(bare)]
        or [_end(found[2], 3 * quarter) for found, quarter in quarters]
        or [_end(month[2], int(month[1])) for month in _MONTH.finditer(bare)]
    )
    last = max((end for end in ends if end), default=None)
    return shown, None if _ALWAYS.search(bare) else last


def _quarter(read: str) -> int | None:
    strokes = re.sub(r"[1il|]", "i", read.replace("h", "ii"))
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(strokes)


def _end(year: str | None, month: int) -> dt.date | None:
    if year is None or not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    return dt.date(int(year), month, calendar.monthrange(int(year), month)[1])


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _empty() -> _Parts:
    return {"content": [], "forms": [], "lead": [], "coordinating": [], "time": []}


def _by_order(cells: Sequence[Cell]) -> _Parts:
    """Cells of a column-wise scan: content, then forms, then who, then when."""
    parts = _empty()
    for cell in cells:
        bare = fold_evenly(cell.text)
        who = bool(parts["lead"] or parts["coordinating"])
        if is_time(cell.text) and parts["content"]:
            parts["time"].append(cell)
        elif found := _HELPERS.match(bare):
            parts["coordinating"].append(replace(cell, text=cell.text[found.end() :]))
        elif found := _LEAD.match(bare):
            parts["lead"].append(replace(cell, text=cell.text[found.end() :]))
        elif who and not is_bullet(cell.text):
            parts["coordinating" if parts["coordinating"] else "lead"].append(cell)
        elif parts["content"]:
            parts["forms"].append(cell)
        else:
            parts["content"].append(_unnumbered(cell))
    return parts


def _unnumbered(cell: Cell) -> Cell:
    return replace(cell, text=re.sub(r"^\W*\d{1,2}[.)]?\s+", "", cell.text))


def _columns(lines: Sequence[str], first: int, last: int) -> list[str]:
    """Names of a Word table's columns by its head; [] where there is none."""
    for number in range(first, last + 1):
        line = lines[number - 1]
        if CELL in line and is_table_head(line):
            return columns_of(line.split(CELL))
    return []


def _by_column(cells: Sequence[Cell], columns: Sequence[str]) -> _Parts:
    parts = _empty()
    for name, cell in zip(columns, cells, strict=True):
        if name == "content":
            parts[name].append(cell if parts[name] else _unnumbered(cell))
        elif name:
            parts[name].append(replace(cell, text=_without_label(name, cell.text)))
    return parts


def _without_label(column: str, text: str) -> str:
    """The cell without the head that some plans repeat in it ('- Đơn vị chủ trì: …')."""
    label = {"lead": _LEAD, "coordinating": _HELPERS}.get(column)
    found = label.match(fold_evenly(text)) if label else None
    return text[found.end() :] if found else text
