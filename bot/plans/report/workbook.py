"""The report's rows as XLSX: raw sheets, and one sheet of formulas that sum them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.desk.calendar import ZONE
from bot.plans.report.figures import ReportData, spans
from bot.plans.report.text_document import due_lines
from bot.plans.wording import ACTIVITY_KINDS, CHANNEL_NAMES, REACH_BASES
from bot.store import CaseKind, ReachBasis

Cell = str | int | float | None
SUMMARY, ACTIVITIES, ANSWERS = "Tổng hợp", "Hoạt động", "Hỏi đáp"
CASES, TASKS, MISSING, TRACE = "Việc", "Nhiệm vụ", "Còn thiếu", "Căn cứ"
_HEAD = PatternFill("solid", fgColor="E4EFEC")
_WIDEST = 60
_ACTIVITY_HEAD = (
    "Mã",
    "Ngày",
    "Loại",
    "Kênh",
    "Tên",
    "Số lần",
    "Số người",
    "Cách biết",
    "Nhiệm vụ",
    "Minh chứng",
)


def write_xlsx(data: ReportData, path: Path) -> None:
    """Write the workbook to ``path``."""
    book = Workbook()
    summary = book.active
    summary.title = SUMMARY
    _fill(
        book.create_sheet(ACTIVITIES),
        (
            "Mã",
            "Ngày",
            "Loại",
            "Kênh",
            "Tên",
            "Số lần",
            "Số người",
            "Cách biết",
            "Nhiệm vụ",
            "Minh chứng",
        ),
        (
            (
                one.id,
                one.held_on.isoformat(),
                ACTIVITY_KINDS[one.kind],
                CHANNEL_NAMES[one.channel],
                one.title,
                one.sessions,
                one.reached,
                REACH_BASES[one.basis],
                one.task_id,
                "\n".join(piece.url or piece.name for piece in one.evidence),
            )
            for one in data.activities
        ),
    )
    groups = {id_: group.label for group in data.answers for id_ in group.ids}
    _fill(
        book.create_sheet(ANSWERS),
        ("Mã", "Lúc", "Kết quả", "Nhóm", "Mục được hỏi"),
        (
            (
                one.id,
                f"{one.said_at.astimezone(ZONE):%Y-%m-%d %H:%M}",
                one.outcome,
                groups.get(one.id, ""),
                one.subject,
            )
            for one in data.messages
        ),
    )
    _fill(
        book.create_sheet(CASES),
        ("Mã", "Loại", "Mở lúc", "Đóng lúc", "Hạn", "Đúng hạn"),
        (
            (
                line.case.id,
                "phản ánh" if line.case.kind is CaseKind.FEEDBACK else "câu hỏi",
                *(
                    f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" if at else None
                    for at in (line.case.opened_at, line.case.closed_at, line.case.due_at)
                ),
                {True: "có", False: "không", None: "chưa tính"}[line.on_time],
            )
            for line in data.case_lines
        ),
    )
    _fill(
        book.create_sheet(TASKS),
        ("Mã", "Nội dung", "Chủ trì", "Hạn", "Tình trạng", "Số lần trong kỳ", "Minh chứng"),
        (
            (
                line.task.id,
                line.task.content,
                line.task.lead,
                line.task.due.isoformat() if line.task.due else None,
                line.state.value,
                line.sessions.value,
                line.evidence,
            )
            for line in data.tasks
        ),
    )
    _fill(book.create_sheet(MISSING), ("Còn thiếu",), ((line,) for line in data.missing))
    _fill(
        book.create_sheet(TRACE),
        ("Số liệu", "Giá trị", "Bản ghi", "Mã số bản ghi"),
        ((one.label, one.value, one.record.value, spans(one.ids)) for one in data.figures()),
    )
    _summary(summary, data)
    book.save(path)


def _summary(sheet: Worksheet, data: ReportData) -> None:
    """Formulas over the raw sheets, so that a corrected row corrects the sum."""
    rows: list[tuple[Cell, ...]] = [(f"Báo cáo {data.period.name}, {data.unit}",)]
    rows += [(line,) for line in due_lines(data)]
    rows += [(), ("Kênh", "Hoạt động", "Số lần", "Người (đếm được)", "Người (ước tính)")]
    known, guessed = REACH_BASES[ReachBasis.KNOWN], REACH_BASES[ReachBasis.ESTIMATED]
    for line in data.channels:
        at = len(rows) + 1
        where = f"'{ACTIVITIES}'!$D:$D,$A{at}"
        people = f"=SUMIFS('{ACTIVITIES}'!$G:$G,{where},'{ACTIVITIES}'!$H:$H,"
        rows.append(
            (
                CHANNEL_NAMES[line.channel],
                f"=COUNTIFS({where})",
                f"=SUMIFS('{ACTIVITIES}'!$F:$F,{where})",
                f'{people}"{known}")',
                f'{people}"{guessed}")',
            )
        )
    rows += [(), ("Hỏi đáp", "Số lượt")]
    rows.append(("Tất cả", f"=COUNT('{ANSWERS}'!$A:$A)"))
    rows += [
        (group.label, f"=COUNTIFS('{ANSWERS}'!$D:$D,$A{len(rows) + 1 + offset})")
        for offset, group in enumerate(data.answers)
    ]
    rows += [(), ("Phản ánh, kiến nghị", "Số việc")]
    feedback = f"'{CASES}'!$B:$B,\"phản ánh\""
    on_time, late = (f"COUNTIFS({feedback},'{CASES}'!$F:$F,\"{is_}\")" for is_ in ("có", "không"))
    rows.append(("Tiếp nhận", f"=COUNTIFS({feedback})"))
    rows.append(("Đúng hạn", f"={on_time}"))
    rows.append(("Quá hạn", f"={late}"))
    share = f'=IF({on_time}+{late}=0,"không có số liệu",{on_time}/({on_time}+{late}))'
    rows.append(("Tỷ lệ đúng hạn", share))
    _write(sheet, rows)
    sheet.cell(len(rows), 2).number_format = "0.0%"
    sheet.column_dimensions["A"].width = 44
    for letter in "BCDE":
        sheet.column_dimensions[letter].width = 18


def _fill(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    _write(sheet, [head, *rows], text_only=True)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    sheet.freeze_panes = "A2"
    for index, column in enumerate(sheet.columns, start=1):
        longest = max((len(str(cell.value or "")) for cell in column), default=0)
        sheet.column_dimensions[get_column_letter(index)].width = min(longest + 2, _WIDEST)


def _write(sheet: Worksheet, rows: Iterable[Sequence[Cell]], *, text_only: bool = False) -> None:
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, value)
            if text_only and isinstance(value, str):
                # What people typed is text, also when it begins like a formula.
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
