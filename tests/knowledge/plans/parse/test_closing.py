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
        "- Các ấp (t/h); PHÓ CHỦ TỊCH",
        "- Lưu: VT; VHXH.",
    )
    assert [item.text for item in reading.recipients] == [
        "TT. Đảng ủy",
        "TT. HĐND xã",
        "Các ấp (t/h)",
        "Lưu: VT; VHXH",
    ]
