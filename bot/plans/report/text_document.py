"""The report as a DOCX that an officer finishes: figures filled in, judgement left to people."""

from pathlib import Path
from typing import Any

from bot.plans.report.figures import NO_DATA, ReportData, TaskLine, named, number
from bot.plans.report.layout import (
    CENTRE,
    ending,
    grid,
    heading,
    new_document,
    prose,
    put,
    section,
)
from bot.plans.wording import CHANNEL_NAMES, REGISTER_NAMES
from bot.store import RegisterKind

SYMBOL = "BC-UBND"
SUBJECT = "Kết quả tuyên truyền cải cách hành chính {period}"
TO_FILL = "[Cán bộ ghi: {what}]"
_MOST_LINKS = 3
_CHANNEL_HEAD = (
    "Kênh",
    "Số lần",
    "Người (đếm được)",
    "Người (ước tính)",
    "Chưa rõ số người",
    "Liên kết",
)


def write_docx(data: ReportData, path: Path) -> None:
    """Write the report to ``path``."""
    document = new_document()
    subject = SUBJECT.format(period=data.period.name)
    heading(document, data.unit, SYMBOL, "BÁO CÁO", subject, data.today.year)
    put(
        document.add_paragraph(),
        "Kính gửi: " + TO_FILL.format(what="nơi nhận báo cáo"),
        align=CENTRE,
        before=12,
        marked=True,
    )
    _opening(document, data)
    _results(document, data)
    _citizens(document, data)
    _registers(document, data)
    _rest(document, data)
    ending(
        document,
        ("- Như trên;", "- ……………;", "- Lưu: VT."),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    )
    _annex(document, data)
    document.core_properties.title = f"Báo cáo. {subject}"
    document.core_properties.author = data.unit
    document.save(str(path))


def _opening(document: Any, data: ReportData) -> None:
    prose(
        document,
        f"Bản dự thảo lập ngày {data.today:%d/%m/%Y} từ sổ hoạt động, sổ nhiệm vụ và nhật ký "
        "hỏi đáp. Phần tô vàng do cán bộ viết. Xóa đoạn này trước khi trình ký.",
        marked=True,
        italic=True,
    )
    for line in due_lines(data):
        prose(document, line, marked=True, italic=True)
    plans = [
        f"Kế hoạch số {plan.number}" if plan.number else f"“{plan.title}”" for plan in data.plans
    ]
    based = f"Thực hiện {'; '.join(plans)}, " if plans else ""
    unit = data.unit.split(",")[0]
    prose(document, f"{based}{unit} báo cáo kết quả {data.period.name} như sau:")


def due_lines(data: ReportData) -> list[str]:
    """When the report is due by each plan, or that it has to be asked."""
    lines = []
    for one in data.due:
        name = one.plan.number or one.plan.title
        if one.deadline is None:
            said = one.rule.due_text or one.rule.when_text
            why = f"kế hoạch ghi “{said}”" if said else "kế hoạch không ghi ngày"
            lines.append(f"Hạn gửi theo {name}: chưa rõ ({why}), cần bổ sung.")
            continue
        line = f"Hạn gửi theo {name}: chậm nhất ngày {one.deadline.day:%d/%m/%Y}"
        workday = one.deadline.workday
        if workday is None:
            line += "; chưa có lịch làm việc của năm này"
        elif workday != one.deadline.day:
            line += f", ngày nghỉ; ngày làm việc cuối trước đó là {workday:%d/%m/%Y}"
        lines.append(line + ".")
    return lines or ["Chưa có kế hoạch nào quy định hạn gửi báo cáo kỳ này."]


def _results(document: Any, data: ReportData) -> None:
    section(document, "I. KẾT QUẢ THỰC HIỆN")
    section(document, "1. Theo nhiệm vụ của kế hoạch")
    if data.tasks:
        head = ("TT", "Nhiệm vụ", "Chủ trì", "Tình trạng", "Số lần", "Số người")
        rows = [head, *(_task_row(index, line) for index, line in enumerate(data.tasks, start=1))]
        grid(document, (1.0, 6.4, 3.3, 2.2, 1.5, 1.8), rows)
    else:
        prose(document, f"Nhiệm vụ của kế hoạch trong kỳ: {NO_DATA}.")
    section(document, "2. Theo kênh tuyên truyền")
    if not data.channels:
        prose(document, f"Hoạt động tuyên truyền trong kỳ: {NO_DATA}.")
        return
    head = (
        "Kênh",
        "Số lần",
        "Người (đếm được)",
        "Người (ước tính)",
        "Chưa rõ số người",
        "Liên kết",
    )
    rows = [head]
    for one in data.channels:
        links = "\n".join(one.links[:_MOST_LINKS]) or "chưa có"
        more = len(one.links) - _MOST_LINKS
        rows.append(
            (
                CHANNEL_NAMES[one.channel],
                number(one.sessions.value),
                _people(one.known.ids, one.known.value),
                _people(one.estimated.ids, one.estimated.value),
                number(one.uncounted.value) + " việc" if one.uncounted.value else "—",
                f"{links}\nvà {more} liên kết nữa" if more > 0 else links,
            )
        )
    grid(document, (3.0, 1.4, 1.9, 1.9, 2.0, 6.0), rows)
    if data.unassigned and data.unassigned.value:
        prose(
            document,
            f"{data.unassigned.value} hoạt động chưa gắn với nhiệm vụ nào của kế hoạch.",
            marked=True,
        )


def _citizens(document: Any, data: ReportData) -> None:
    section(document, "3. Hỏi đáp với người dân")
    if data.all_answers is None or not data.all_answers.value:
        prose(document, f"Câu hỏi của người dân trong kỳ: {NO_DATA}.")
    else:
        rows = [("Nội dung", "Số lượt")]
        figures = (data.all_answers, *data.answers)
        rows += [(figure.label, number(figure.value)) for figure in figures]
        rows += [(data.wrong.label, number(data.wrong.value))] if data.wrong else []
        grid(document, (10.0, 3.0), rows)
    section(document, "4. Phản ánh, kiến nghị")
    for figure in data.cases:
        prose(document, f"- {figure.label}: {number(figure.value)}.")
    share = data.on_time.text if data.on_time else NO_DATA
    prose(document, f"- Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn: {share}.")
    section(document, "5. Mức độ hài lòng")
    if data.satisfaction is None or data.satisfaction.average is None:
        prose(document, f"Đánh giá của người dân: {NO_DATA}.")
    else:
        average = f"{data.satisfaction.average:.1f}".replace(".", ",")
        prose(
            document,
            f"{number(data.satisfaction.marks.value)} lượt đánh giá, trung bình {average}/5; "
            f"{number(data.satisfaction.content.value)} lượt từ 4 điểm trở lên.",
        )


def _registers(document: Any, data: ReportData) -> None:
    shown = [
        one
        for one in data.registers
        # A good practice is told only after somebody approved it.
        if one.kind is not RegisterKind.MODEL or one.approved_by
    ]
    section(document, "6. Tập huấn, cuộc thi, đối thoại, cách làm hay")
    if not shown:
        prose(document, f"Các sổ trong kỳ: {NO_DATA}.")
    for one in shown:
        day = f" ({one.held_on:%d/%m/%Y})" if one.held_on else ""
        people = one.fields.get("people")
        count = f", {number(people)} người" if isinstance(people, int) else ""
        prose(document, f"- {REGISTER_NAMES[one.kind]}: {one.title}{day}{count}.")
    for line in data.contests:
        best = f"; lượt cao nhất đúng {line.best} câu" if line.best is not None else ""
        prose(document, f"- {line.people.label}: {number(line.people.value)}{best}.")


def _rest(document: Any, data: ReportData) -> None:
    section(document, "II. MINH CHỨNG, SỐ LIỆU CÒN THIẾU")
    for lacking in data.missing:
        prose(document, f"- {lacking}", marked=True)
    if not data.missing:
        prose(document, "Không thiếu minh chứng nào.")
    section(document, "III. KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ")
    prose(document, TO_FILL.format(what="khó khăn, nguyên nhân, kiến nghị"), marked=True)
    section(document, f"IV. NHIỆM VỤ {data.period.next().name.upper()}")
    for line in data.next_tasks:
        when = f"hạn {line.task.due:%d/%m/%Y}" if line.task.due else "thường xuyên"
        lead = line.task.lead or "chưa rõ đơn vị chủ trì"
        prose(document, f"- {line.task.content} ({lead}; {when}).")
    if not data.next_tasks:
        prose(document, TO_FILL.format(what="nhiệm vụ kỳ tới"), marked=True)


def _annex(document: Any, data: ReportData) -> None:
    document.add_page_break()
    put(document.add_paragraph(), "Phụ lục", bold=True, align=CENTRE)
    title = "SỐ LIỆU VÀ BẢN GHI LÀM CĂN CỨ"
    put(document.add_paragraph(), title, bold=True, align=CENTRE)
    rows = [("Số liệu", "Giá trị", "Bản ghi", "Mã số bản ghi")]
    rows += [
        (figure.label, number(figure.value), figure.record.value, named(figure.ids))
        for figure in data.figures()
        if figure.ids
    ]
    grid(document, (6.0, 2.0, 3.2, 5.0), rows)


def _task_row(index: int, line: TaskLine) -> tuple[str, ...]:
    return (
        str(index),
        line.task.content,
        line.task.lead or "chưa rõ",
        line.state.value,
        number(line.sessions.value),
        _people(line.reached.ids, line.reached.value),
    )


def _people(ids: tuple[int, ...], value: int) -> str:
    """Nobody counted is not nobody reached."""
    return number(value) if ids else "—"
