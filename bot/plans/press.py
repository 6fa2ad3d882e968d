"""What the press and the radio are given about a period: figures with their sources, no person.

Small counts are rounded away as on the public page, and of what went badly only the number is told:
no case, place, unit or officer is named, since nothing of it has been proved.
"""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from bot.plans.limits import SMALLEST_PUBLIC_COUNT
from bot.plans.overview import Overview
from bot.plans.public import FEW, share, shown, shown_of
from bot.plans.report.figures import NO_DATA, Figure, RecordName
from bot.plans.report.layout import grid, heading, new_document, prose, put, section
from bot.plans.wording import CHANNEL_NAMES
from bot.store import Activity, RegisterEntry, RegisterKind

MOST_ASKED = 10
MOST_ACTIVITIES = 40
SYMBOL = "TTBC-UBND"
# Where each kind of record stands, in words that a newsroom can quote.
_SOURCES = {
    RecordName.ACTIVITY: "Sổ hoạt động tuyên truyền",
    RecordName.ANSWER: "Nhật ký hỏi đáp của trợ lý Một Cửa",
    RecordName.CASE: "Sổ việc, phản ánh của người dân",
    RecordName.TASK: "Sổ nhiệm vụ của kế hoạch",
    RecordName.RATING: "Điểm người dân chấm cho trợ lý",
    RecordName.ROUND: "Lượt thi trên trợ lý",
}


@dataclass(frozen=True)
class Stated:
    """One line of the table: what, how much, from where."""

    label: str
    value: str
    source: str


def stated(found: Overview) -> list[Stated]:
    """Every figure of the pack, fit to be printed."""
    data = found.data
    asked = data.all_answers.value if data.all_answers else 0
    lines = [_line(data.all_answers, asked)] if data.all_answers else []
    lines += [_line(one, asked) for one in (*data.answers, *([data.wrong] if data.wrong else ()))]
    cases = data.cases[0].value if data.cases else 0
    lines += [_line(one, cases) for one in data.cases]
    if data.on_time:
        kept = share(data.on_time.part.value, data.on_time.whole.value)
        lines.append(Stated("Phản ánh, kiến nghị xử lý đúng hạn", kept, _SOURCES[RecordName.CASE]))
    if data.satisfaction and data.satisfaction.average is not None:
        marks = data.satisfaction.marks
        average = f"{data.satisfaction.average:.1f}".replace(".", ",")
        if shown(marks.value) != FEW:
            label = f"Điểm hài lòng trung bình, trên 5 ({shown(marks.value)} lượt chấm)"
            lines.append(Stated(label, average, _SOURCES[RecordName.RATING]))
    ledger = _SOURCES[RecordName.ACTIVITY]
    lines.append(Stated("Hoạt động tuyên truyền", shown(len(data.activities)), ledger))
    for line in data.channels:
        if line.known.value:
            label = f"Người tiếp cận qua {CHANNEL_NAMES[line.channel]} (đếm được)"
            lines.append(Stated(label, shown(line.known.value), ledger))
    return lines


def asked_most(found: Overview) -> list[tuple[str, str]]:
    """Procedures that many people asked about; what few asked about is nobody's business."""
    asked = found.tables.get("Theo thủ tục, mục được hỏi", [])
    told = [(title, shown(count)) for title, count in asked if shown(count) != FEW]
    return told[:MOST_ASKED]


def write_press_pack(found: Overview, path: Path) -> None:
    """Write a ZIP with the text as DOCX and its figures as CSV."""
    lines, code = stated(found), found.period.code
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(f"thong-tin-bao-chi-{code}.docx", _text(found, lines))
        pack.writestr(f"so-lieu-{code}.csv", _table(lines, asked_most(found)))


def _line(figure: Figure, whole: int) -> Stated:
    value = shown(figure.value) if figure.value == whole else shown_of(figure.value, whole)
    return Stated(figure.label, value, _SOURCES[figure.record])


def _text(found: Overview, lines: list[Stated]) -> bytes:
    data, document = found.data, new_document()
    about = f"Tiếp nhận, trả lời người dân và tuyên truyền {data.period.name}"
    heading(document, data.unit, SYMBOL, "THÔNG TIN BÁO CHÍ", about, data.today.year)
    prose(
        document,
        f"Số liệu tính đến ngày {data.today:%d/%m/%Y}. Số nhỏ hơn {SMALLEST_PUBLIC_COUNT} không"
        " ghi rõ, để không lộ người dân. Việc phản ánh chưa được xác minh chỉ nêu số lượng,"
        " không nêu tên người, nơi, đơn vị.",
    )
    section(document, "1. Số liệu và nguồn")
    rows = [("Nội dung", "Số liệu", "Nguồn")]
    grid(document, (8.0, 3.0, 5.2), rows + [(one.label, one.value, one.source) for one in lines])
    section(document, "2. Người dân hỏi nhiều nhất")
    asked = asked_most(found)
    if asked:
        grid(document, (12.0, 4.2), [("Thủ tục, mục", "Số lượt hỏi"), *asked])
    else:
        prose(document, f"{NO_DATA.capitalize()}.")
    section(document, "3. Hoạt động trong kỳ")
    for activity in data.activities[:MOST_ACTIVITIES]:
        prose(document, f"- {_activity(activity)}")
    left = len(data.activities) - MOST_ACTIVITIES
    if left > 0:
        prose(document, f"- và {left} hoạt động khác trong sổ.")
    if not data.activities:
        prose(document, f"{NO_DATA.capitalize()}.")
    section(document, "4. Mô hình, cách làm hay")
    models = [one for one in data.registers if _may_be_told(one)]
    for one in models:
        prose(document, f"- {_model(one)}")
    if not models:
        prose(document, "Chưa có mô hình nào được duyệt để nêu.")
    section(document, "5. Liên hệ")
    to_fill = "[Cán bộ ghi: người cung cấp thông tin cho báo chí, điện thoại cơ quan]"
    put(document.add_paragraph(), to_fill, before=6, marked=True)
    document.core_properties.title = f"Thông tin báo chí. {about}"
    document.core_properties.author = data.unit
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _table(lines: list[Stated], asked: list[tuple[str, str]]) -> bytes:
    """The figures for a spreadsheet; the mark at the start tells Excel it is UTF-8."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("Nội dung", "Số liệu", "Nguồn"))
    rows.writerows((one.label, one.value, one.source) for one in lines)
    answers = _SOURCES[RecordName.ANSWER]
    rows.writerows((f"Hỏi về: {title}", count, answers) for title, count in asked)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _activity(activity: Activity) -> str:
    day, channel = f"{activity.held_on:%d/%m/%Y}", CHANNEL_NAMES[activity.channel]
    return f"{day}: {activity.title} ({channel})."


def _may_be_told(entry: RegisterEntry) -> bool:
    return entry.kind is RegisterKind.MODEL and bool(entry.approved_by)


def _model(entry: RegisterEntry) -> str:
    parts = [entry.title, *(str(entry.fields.get(name) or "") for name in ("unit", "result"))]
    return "; ".join(part.strip(" .;") for part in parts if part.strip()) + "."
