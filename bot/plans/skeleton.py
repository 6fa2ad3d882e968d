"""The frame of a lower office's own plan, out of the plan that asks for it; people write the rest.

What the higher plan says is taken over word for word; what an officer has to decide is marked.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.plans.report.layout import CENTRE, ending, grid, heading, new_document, prose, put, section
from bot.plans.wording import CHANNEL_NAMES
from knowledge.records.plan import Item, PlanReading, Unit
from knowledge.text import fold

SYMBOL = "KH-UBND"
NOTHING = "kế hoạch cấp trên không có, hoặc không đọc được"
# What a lower office is called where a higher plan gives it a task.
_LOWER = re.compile(r"\b(?:xa|phuong|thi tran|dac khu|huyen|thanh pho|thi xa)\b")


@dataclass
class Skeleton:
    """The sections of the frame; ``missing`` names those that the higher plan does not fill."""

    reading: PlanReading
    ours: list[Unit] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def skeleton_of(reading: PlanReading) -> Skeleton:
    """What ``reading`` gives a lower office's plan, and what it does not."""
    ours = [unit for unit in reading.units if _LOWER.search(fold(unit.unit)) and unit.duties]
    checks: tuple[tuple[str, object], ...] = (
        ("căn cứ", reading.number and reading.date),
        ("mục đích", reading.purposes),
        ("đối tượng", reading.audiences),
        ("nội dung", reading.contents),
        ("hình thức", reading.channels),
        ("kinh phí", reading.funding),
        ("phân công cho xã, phường", ours),
        ("chế độ báo cáo", reading.reporting),
        ("phụ lục tiến độ", reading.schedule),
    )
    return Skeleton(reading, ours, [name for name, value in checks if not value])


def write_skeleton(frame: Skeleton, unit: str, today: dt.date, path: Path) -> None:
    """Write the frame as a DOCX in the layout of Decree 30/2020/NĐ-CP to ``path``."""
    reading = frame.reading
    about = _about(reading)
    document = new_document()
    heading(document, unit, SYMBOL, "KẾ HOẠCH", about, today.year)
    prose(
        document,
        f"Khung lập ngày {today:%d/%m/%Y} từ kế hoạch cấp trên. Phần tô vàng do cán bộ viết, các "
        "dòng còn lại chép nguyên lời kế hoạch cấp trên. Xóa đoạn này trước khi trình ký.",
        marked=True,
        italic=True,
    )
    if frame.missing:
        told = f"Mục {NOTHING}: {', '.join(frame.missing)}."
        prose(document, told, marked=True, italic=True)
    _bases(document, reading, unit)
    section(document, "I. MỤC ĐÍCH, YÊU CẦU")
    _items(document, reading.purposes, "mục đích")
    _to_write(document, "yêu cầu đối với đơn vị mình")
    section(document, "II. ĐỐI TƯỢNG, NỘI DUNG")
    section(document, "1. Đối tượng")
    _items(document, reading.audiences, "đối tượng")
    section(document, "2. Nội dung")
    _items(document, reading.contents, "nội dung")
    section(document, "III. HÌNH THỨC")
    for channel in dict.fromkeys(use.channel for use in reading.channels):
        prose(document, f"- {CHANNEL_NAMES[channel]}: ")
        put(document.paragraphs[-1], "[Cán bộ ghi: số lần, người làm]", marked=True)
    if not reading.channels:
        _to_write(document, f"hình thức ({NOTHING})")
    section(document, "IV. KINH PHÍ")
    if reading.funding:
        prose(document, f"Kế hoạch cấp trên: {reading.funding.text}.")
    _to_write(document, "nguồn kinh phí của đơn vị, dự toán")
    _assignment(document, frame)
    _reporting(document, reading)
    ending(
        document,
        (f"- {reading.issuer or '……………'} (báo cáo);", "- ……………;", "- Lưu: VT."),
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    )
    _annex(document, reading)
    document.core_properties.title = f"Kế hoạch. {about}"
    document.core_properties.author = unit
    document.save(str(path))


def _about(reading: PlanReading) -> str:
    title = re.sub(r"(?i)^kế hoạch\s+", "", reading.title or "")
    return title[:1].upper() + title[1:] if title else "[Cán bộ ghi: về việc gì]"


def _bases(document: Any, reading: PlanReading, unit: str) -> None:
    number = f"số {reading.number}" if reading.number else "số [Cán bộ ghi: số]"
    day = f"{reading.date:%d/%m/%Y}" if reading.date else "[Cán bộ ghi: ngày]"
    issuer = reading.issuer or "[Cán bộ ghi: cơ quan]"
    about = _about(reading)
    prose(
        document,
        f"Thực hiện Kế hoạch {number} ngày {day} của {issuer} về {about[:1].lower()}{about[1:]}, "
        f"{unit.split(',', maxsplit=1)[0]} ban hành Kế hoạch như sau:",
        marked=not (reading.number and reading.date and reading.issuer),
    )
    if reading.based_on:
        prose(document, "Kế hoạch cấp trên dựa vào (giữ lại văn bản còn phù hợp):", italic=True)
    for one in reading.based_on:
        when = f" ngày {one.date:%d/%m/%Y}" if one.date else ""
        whose = f" của {one.issuer}" if one.issuer else ""
        told = f" {one.about}" if one.about else ""
        prose(document, f"- Văn bản số {one.number or '…'}{when}{whose}{told}.")


def _assignment(document: Any, frame: Skeleton) -> None:
    section(document, "V. TỔ CHỨC THỰC HIỆN")
    for one in frame.ours:
        prose(document, f"Kế hoạch cấp trên giao {one.unit}:", italic=True)
        _items(document, one.duties, "nhiệm vụ được giao")
    rows = [("TT", "Việc", "Đơn vị chủ trì", "Phối hợp", "Hạn")]
    duties = [duty.text for one in frame.ours for duty in one.duties] or ["[Cán bộ ghi]"]
    rows += [(str(n), text, "", "", "") for n, text in enumerate(duties, start=1)]
    grid(document, (1.0, 6.6, 3.4, 3.0, 2.2), rows)
    _to_write(document, "phân công từng bộ phận, người chịu trách nhiệm")


def _reporting(document: Any, reading: PlanReading) -> None:
    section(document, "VI. CHẾ ĐỘ BÁO CÁO")
    for one in reading.reporting:
        when = one.due or one.when or "thời hạn không ghi"
        prose(document, f"- Kế hoạch cấp trên: {one.who or '…'}: {one.what or '…'} ({when}).")
    if not reading.reporting:
        _to_write(document, f"kỳ báo cáo, hạn gửi ({NOTHING})")
    _to_write(document, "hạn các bộ phận gửi số liệu để kịp hạn trên")


def _annex(document: Any, reading: PlanReading) -> None:
    document.add_page_break()
    for line in ("Phụ lục", "TIẾN ĐỘ THỰC HIỆN"):
        put(document.add_paragraph(), line, bold=True, align=CENTRE)
    rows = [("TT", "Việc (theo kế hoạch cấp trên)", "Thời gian", "Chủ trì của đơn vị", "Hạn")]
    rows += [
        (str(n), row.content, row.time or "không ghi", "", "")
        for n, row in enumerate(reading.schedule, start=1)
    ]
    if not reading.schedule:
        rows.append(("1", "[Cán bộ ghi]", "", "", ""))
    grid(document, (1.0, 7.2, 3.0, 3.2, 2.2), rows)


def _items(document: Any, items: Sequence[Item], name: str) -> None:
    for item in items:
        prose(document, f"- {item.text}.")
    if not items:
        _to_write(document, f"{name} ({NOTHING})")


def _to_write(document: Any, what: str) -> None:
    prose(document, f"[Cán bộ ghi: {what}]", marked=True)
