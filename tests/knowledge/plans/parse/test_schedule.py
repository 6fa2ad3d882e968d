"""Rows of an annex that a scan gives cell by cell, with cells empty, broken or run together."""

import datetime as dt

from knowledge.plans import as_read, read_plan
from knowledge.records.plan import PlanReading

OPENING = """KẾ HOẠCH
Truyền thông cải cách hành chính năm 2025
I. NỘI DUNG
- Luật mới.
Nơi nhận:
- Các ấp.
PHỤ LỤC

TT Nội dung

Hình thức

Đơn vị chủ trì

Đơn vị phối hợp

Thời gian
"""
ROWS = """
I TRONG CƠ QUAN
1 Phổ biến luật mới cho cán bộ

- Họp đầu tuần
- 02 bản tin gửi qua thư điện tử

Văn phòng

Các ban, đơn vị

Hằng tháng

2

Đối thoại với tiểu thương

Hội nghị tại chợ

Phòng Kinh tế

Tháng 5/2025

2

TT Nội dung

Hình thức

Đơn vị chủ trì

Đơn vị phối hợp

Thời gian

II NGOÀI CƠ QUAN

3 Thi tìm hiểu thủ tục

Cuộc thi viết

Đoàn Thanh niên

Công an xã
Trước ngày
30/6/2025

4 Nhắc hẹn trả kết quả

Loa truyền thanh

Văn phòng

Công an xã

Chậm nhất 03 ngày sau khi
có kết quả
"""


def _read(rows: str) -> PlanReading:
    return read_plan(as_read((OPENING + rows).splitlines()))


def test_rows_by_number_and_cells_by_column() -> None:
    first, second, third, fourth = _read(ROWS).schedule
    assert first.content == "Phổ biến luật mới cho cán bộ"
    assert first.forms == ["Họp đầu tuần", "02 bản tin gửi qua thư điện tử"]
    assert (first.lead, first.time, first.due) == ("Văn phòng", "Hằng tháng", None)
    assert (second.lead, second.coordinating) == ("Phòng Kinh tế", [])
    assert second.due == dt.date(2025, 5, 31)
    assert (third.lead, third.coordinating) == ("Đoàn Thanh niên", ["Công an xã"])
    assert (third.time, third.due) == ("Trước ngày 30/6/2025", dt.date(2025, 6, 30))
    assert fourth.content == "Nhắc hẹn trả kết quả"
    assert fourth.time == "Chậm nhất 03 ngày sau khi có kết quả"


def test_channels_of_a_row_stand_in_its_forms_before_its_contents() -> None:
    reading = _read(ROWS)
    lines = (OPENING + ROWS).splitlines()
    found = [(use.channel.value, lines[use.lines[0] - 1]) for use in reading.channels]
    assert found == [
        ("e_office", "- 02 bản tin gửi qua thư điện tử"),
        ("conference", "Hội nghị tại chợ"),
        ("contest", "Cuộc thi viết"),
        ("loudspeaker", "Loa truyền thanh"),
    ]


def test_a_row_that_cannot_be_parted_is_named_and_not_made_up() -> None:
    reading = _read(
        "\n1 Đối thoại với tiểu thương Phòng Kinh tế về phí chợ Tháng 5\nvà lệ phí 2025\n"
    )
    assert reading.schedule == []
    assert any("không tách được các cột" in warning for warning in reading.warnings)
