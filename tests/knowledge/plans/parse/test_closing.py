"""The last order of a plan, and several receivers in one line."""

from knowledge.plans import as_read, read_plan
from knowledge.records.plan import PlanReading


def _ended(closing: str, *receivers: str) -> PlanReading:
    plan = ["KẾ HOẠCH", "I. NỘI DUNG", "- Luật mới.", "", closing, "", "Nơi nhận:", *receivers]
    return read_plan(as_read(plan))


def test_who_is_asked_has_a_duty() -> None:
    reading = _ended(
        "Trên đây là Kế hoạch năm 2025, UBND xã đề nghị các ấp, các trường học chủ động triển "
        "khai; vướng mắc phản ánh về Văn phòng UBND xã./."
    )
    (unit,) = reading.units
    assert unit.unit == "Các ấp, các trường học"
    assert [duty.text for duty in unit.duties] == [
        "chủ động triển khai; vướng mắc phản ánh về Văn phòng UBND xã"
    ]
    assert unit.lines == (5, 5)
    assert reading.reporting == []


def test_a_solemn_end_asks_nobody() -> None:
    assert (
        _ended("Trên đây là Kế hoạch năm 2025, yêu cầu các ấp nghiêm túc thực hiện./.").units == []
    )


def test_receivers_are_parted() -> None:
    reading = _ended(
        "Trên đây là Kế hoạch năm 2025./.",
        "- TT. Đảng ủy; TT. HĐND xã; CHỦ TỊCH",
        "~ Các ấp (t/h); PHÓ CHỦ TỊCH",
        "- Lưu: VT; VHXH.",
    )
    assert [item.text for item in reading.recipients] == [
        "TT. Đảng ủy",
        "TT. HĐND xã",
        "Các ấp (t/h)",
        "Lưu: VT; VHXH",
    ]


def test_reports_that_the_end_asks_for() -> None:
    reading = _ended(
        "Các đơn vị, trường học gửi báo cáo 6 tháng về Văn phòng trước ngày 05/6/2025, báo cáo năm "
        "trước ngày 25/11/2025. Nếu có vướng mắc thì gửi Văn phòng để tổng hợp, báo cáo UBND xã./."
    )
    assert [(duty.who, duty.due) for duty in reading.reporting] == [
        ("Các đơn vị, trường học", "trước ngày 05/6/2025"),
        ("Các đơn vị, trường học", "trước ngày 25/11/2025"),
    ]


def test_the_end_asks_the_bodies_that_it_names() -> None:
    reading = _ended(
        "Trên đây là Kế hoạch năm 2025. Chủ tịch xã yêu cầu trưởng các ấp nghiêm túc thực hiện; "
        "hằng quý báo cáo Văn phòng, chậm nhất ngày 10 của tháng cuối quý./."
    )
    (duty,) = reading.reporting
    assert (duty.who, duty.when) == ("Trưởng các ấp", "hằng quý")
    assert duty.due == "chậm nhất ngày 10 của tháng cuối quý"


def test_the_last_paragraph_under_a_heading_is_its_duty() -> None:
    plan = """KẾ HOẠCH
I. TỔ CHỨC THỰC HIỆN
1. Văn phòng
Ngoài việc chung, có trách nhiệm:
- Theo dõi các ấp.
2. Các đơn vị khác
Các đơn vị gửi báo cáo trước ngày 05/6/2025./.
Nơi nhận:
- Các ấp.""".splitlines()
    reading = read_plan(as_read(plan))
    first, second = reading.units
    assert [duty.text for duty in first.duties] == ["Theo dõi các ấp"]
    assert [duty.lines for duty in second.duties] == [(7, 7)]
    (report,) = reading.reporting
    assert (report.who, report.due) == ("Các đơn vị khác", "trước ngày 05/6/2025")
