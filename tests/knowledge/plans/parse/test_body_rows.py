"""Work set out under the headings of the contents becomes rows, as in an annex."""

import datetime as dt

from knowledge.plans import as_read, read_plan

PLAN = """KẾ HOẠCH
Truyền thông cải cách hành chính năm 2025

I. NỘI DUNG TUYÊN TRUYỀN
1. Giới thiệu dịch vụ công trực tuyến cho tiểu thương
a) Cơ quan chủ trì: Phòng Kinh tế.
b) Cơ quan phối hợp: Ban quản lý chợ; các phòng, ban của xã, Đoàn Thanh niên.
c) Thời gian thực hiện: Tháng 5/2025.
d) Sản phẩm: 200 lượt hướng dẫn.
2. Nhắc hẹn trả kết quả
- Đơn vị thực hiện: Văn phòng; đơn vị phối hợp: Công an xã
- Nhắc trước một ngày.
3. Những điều cần biết về hộ tịch
- Phối hợp với nhà trường.
II. KINH PHÍ
Theo dự toán.""".splitlines()


def test_rows() -> None:
    first, second = read_plan(as_read(PLAN)).schedule
    assert first.content == "Giới thiệu dịch vụ công trực tuyến cho tiểu thương"
    assert first.lead == "Phòng Kinh tế"
    assert first.coordinating == ["Ban quản lý chợ", "các phòng, ban của xã", "Đoàn Thanh niên"]
    assert (first.time, first.due, first.lines) == ("Tháng 5/2025", dt.date(2025, 5, 31), (5, 9))
    assert (second.lead, second.coordinating) == ("Văn phòng", ["Công an xã"])
    assert (second.time, second.lines) == (None, (10, 12))


TASKS = """KẾ HOẠCH
Truyền thông cải cách hành chính năm 2025

I. PHÂN CÔNG THỰC HIỆN MỘT SỐ NHIỆM VỤ
1. Hội nghị tiểu thương
- Cơ quan chủ trì Phòng Kinh tế
- Đơn vị phối hợp: Ban quản lý chợ.
- Hình thức: Họp mặt; phát quà.
- Thời gian thực hiện Quý I và quý III/2025
2. Đối thoại với chủ trang trại
- Cơ quan thực hiện: Văn phòng.
- Thời gian: Từ ngày 05/9/2025 đến ngày 30/9/2025.
- Cơ quan thực hiện Kế hoạch này gửi ảnh về Văn phòng.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Theo dõi các lớp.""".splitlines()


def test_tasks_promised_as_duties_are_rows_and_no_bodies() -> None:
    reading = read_plan(as_read(TASKS))
    assert [unit.unit for unit in reading.units] == ["Phòng Kinh tế"]
    first, second = reading.schedule
    assert (first.lead, first.coordinating) == ("Phòng Kinh tế", ["Ban quản lý chợ"])
    assert first.forms == ["Họp mặt", "phát quà"]
    assert (first.time, first.due) == ("Quý I và Quý III/2025", dt.date(2025, 9, 30))
    assert (second.lead, second.due) == ("Văn phòng", dt.date(2025, 9, 30))
