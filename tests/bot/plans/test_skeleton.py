"""The frame of a ward's own plan: what the higher plan says taken over, what it lacks named."""

import datetime as dt
from pathlib import Path

from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from bot.plans.skeleton import skeleton_of, write_skeleton
from knowledge.plans import as_read, read_plan
from knowledge.records.plan import PlanReading
from tests.knowledge.plans.gold import printed

TODAY = dt.date(2026, 11, 22)
UNIT = "UBND phường Hoa Sen, tỉnh Mẫu"


def _written(reading: PlanReading, path: Path) -> tuple[str, str]:
    """All text, and what is marked for an officer."""
    write_skeleton(skeleton_of(reading), UNIT, TODAY, path)
    document = Document(str(path))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    marked = [r.text for r in runs if r.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells), "\n".join(marked)


def test_a_departments_plan_becomes_a_wards_frame(tmp_path: Path) -> None:
    reading = read_plan(as_read(printed("so-noi-vu-2026", True).lines))
    assert skeleton_of(reading).missing == []
    text, marked = _written(reading, tmp_path / "khung.docx")
    assert "PHƯỜNG HOA SEN" in text
    assert "Kế hoạch số 1245/KH-SNV ngày 06/02/2026 của Sở Nội vụ tỉnh Tuyên Quang" in text
    assert "Văn bản số 76/NQ-CP ngày 15/07/2021 của Chính phủ" in text
    for section in ("MỤC ĐÍCH", "NỘI DUNG", "HÌNH THỨC", "KINH PHÍ", "TỔ CHỨC", "BÁO CÁO"):
        assert section in text
    assert "xây dựng kế hoạch truyền thông của địa phương" in text
    assert "Phòng Cải cách hành chính" not in marked
    assert "nguồn kinh phí của đơn vị" in marked
    assert "Thi trắc nghiệm tìm hiểu cải cách hành chính" in text


def test_what_the_higher_plan_lacks_is_named_and_not_made_up(tmp_path: Path) -> None:
    reading = PlanReading(number="9/KH-UBND", date=dt.date(2026, 1, 9), issuer="UBND tỉnh Mẫu")
    frame = skeleton_of(reading)
    assert frame.missing == [
        "mục đích",
        "đối tượng",
        "nội dung",
        "hình thức",
        "kinh phí",
        "phân công cho xã, phường",
        "chế độ báo cáo",
        "phụ lục tiến độ",
    ]
    _, marked = _written(reading, tmp_path / "khung.docx")
    for name in frame.missing:
        assert name in marked
