"""Rows of an annex that a scan gives cell by cell, with cells empty, broken or run together."""

import datetime as dt
import textwrap
from itertools import zip_longest

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


def test_a_head_right_under_the_annexs_title_is_the_head() -> None:
    whole = (OPENING + ROWS).replace("PHỤ LỤC\n\nTT Nội dung\n", "PHỤ LỤC\nSTT\n\nNội dung\n")
    again = whole.replace("TT Nội dung\n", "STT\n\nNội dung\n")
    assert again.count("STT\n\nNội dung") == 2
    rows = read_plan(as_read(again.splitlines())).schedule
    assert [row.lead for row in rows][:3] == ["Văn phòng", "Phòng Kinh tế", "Đoàn Thanh niên"]


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


BODIES = """KẾ HOẠCH
Truyền thông cải cách hành chính năm 2025
I. KINH PHÍ
- Trung tâm Phục vụ hành chính công, Phòng Văn hóa - Xã hội, Công an phường, Ban quản lý chợ,
Đoàn Thanh niên phường và các tổ dân phố nhắc bà con ở chợ về phí và lệ phí, luật hộ tịch.
Nơi nhận:
- Các ấp.
PHỤ LỤC

TT Nội dung tuyên truyền Hình thức tuyên truyền Đơn vị thực hiện Thời gian
thực hiện
"""
WORK = [
    (
        "Phổ biến luật hộ tịch mới sửa đổi cho cán bộ các phòng, đơn vị thuộc phường",
        ["Hội nghị cán bộ chủ chốt của phường", "Gửi tài liệu qua thư điện tử"],
        ["Chủ trì: Phòng Văn hóa - Xã hội", "Phối hợp: Công an phường"],
        "Quý I/2025",
    ),
    (
        "Hướng dẫn bà con nộp hồ sơ, thanh toán phí và lệ phí qua mạng",
        ["Phát thanh trên loa truyền thanh", "Hướng dẫn tại quầy giao dịch"],
        ["Chủ trì: Trung tâm Phục vụ hành chính công", "Phối hợp: các tổ dân phố"],
        "Thường xuyên",
    ),
    (
        "Đối thoại với các hộ kinh doanh ở chợ về phí và lệ phí",
        ["Hội nghị đối thoại tại hội trường"],
        ["Chủ trì: Ban quản lý chợ", "Phối hợp: Đoàn Thanh niên phường"],
        "Trước ngày 30/6/2025",
    ),
]


def _across(*widths: int) -> str:
    """The rows of ``WORK`` in columns of ``widths`` letters, each line of the table one line."""
    lines = []
    for number, (content, forms, who, time) in enumerate(WORK, start=1):
        cells = [
            [f"{number} {content}"],
            [f"- {f}" for f in forms],
            [f"- {w}" for w in who],
            [time],
        ]
        columns = [
            [line for text in texts for line in textwrap.wrap(text, width)]
            for texts, width in zip(cells, widths, strict=True)
        ]
        lines += [" ".join(filter(None, pieces)) for pieces in zip_longest(*columns, fillvalue="")]
    return "\n".join(lines)


def test_a_table_read_across_its_columns_is_parted_by_its_wrapping() -> None:
    reading = read_plan(as_read(f"{BODIES}\n{_across(30, 27, 24, 12)}".splitlines()))
    rows = [(row.content, row.forms, row.due) for row in reading.schedule]
    assert [row[:2] for row in rows] == [(content, forms) for content, forms, _who, _time in WORK]
    assert [row[2] for row in rows] == [dt.date(2025, 3, 31), None, dt.date(2025, 6, 30)]
    assert [(row.lead, row.coordinating) for row in reading.schedule] == [
        ("Phòng Văn hóa - Xã hội", ["Công an phường"]),
        ("Trung tâm Phục vụ hành chính công", ["các tổ dân phố"]),
        ("Ban quản lý chợ", ["Đoàn Thanh niên phường"]),
    ]
    assert [use.channel.value for use in reading.channels] == [
        "conference", "e_office", "loudspeaker", "one_stop_counter", "conference",
    ]  # fmt: skip
    assert any("các cột lẫn vào nhau" in warning for warning in reading.warnings)


def test_a_table_whose_wrapping_shows_nothing_is_not_made_up() -> None:
    torn = "\n".join(
        f"{number} Phổ biến luật hộ tịch mới sửa đổi - Hội nghị cán bộ - Chủ trì: Công an\n"
        "cho ở\nmọi tổ phường\nbà - tại\ncon xã"
        for number in (1, 2)
    )
    reading = read_plan(as_read(f"{BODIES}\n{torn}".splitlines()))
    assert reading.schedule == []
    assert any("không tách được" in warning for warning in reading.warnings)
