"""A whole plan is read into its record, each element with its lines, and nothing invented."""

import datetime as dt

import pytest

from knowledge.plans import RepairedLine, as_read, read_plan
from knowledge.records.plan import PlanChannel, PlanReading
from tests.knowledge.plans.parse.samples import COMMUNE


@pytest.fixture(scope="module")
def reading() -> PlanReading:
    return read_plan(as_read(COMMUNE))


def _line(text: str) -> int:
    return next(number for number, line in enumerate(COMMUNE, start=1) if text in line)


def test_head(reading: PlanReading) -> None:
    assert reading.number == "46/KH-UBND"
    assert reading.date == dt.date(2025, 8, 19)
    assert (reading.issuer, reading.place) == ("UBND xã Thạnh Đức", "Thạnh Đức")
    assert reading.title is not None
    assert reading.title.startswith("Kế hoạch truyền thông cải cách hành chính 6 tháng")
    assert (reading.period.start, reading.period.end) == (
        dt.date(2025, 7, 1),
        dt.date(2025, 12, 31),
    )


def test_documents(reading: PlanReading) -> None:
    assert [(b.number, b.date, b.issuer) for b in reading.based_on] == [
        ("118/2025/NĐ-CP", dt.date(2025, 6, 9), "Chính phủ"),
        ("2215/KH-UBND", dt.date(2025, 7, 30), "UBND tỉnh Tây Ninh"),
    ]
    assert reading.based_on[1].about == "truyền thông cải cách hành chính"
    assert [(r.number, r.date, r.issuer) for r in reading.references] == [
        ("05/QĐ-TTg", dt.date(2025, 1, 2), "Thủ tướng Chính phủ")
    ]


def test_purposes_audiences_contents(reading: PlanReading) -> None:
    assert [item.text for item in reading.purposes] == [
        "Để bà con biết nơi nộp hồ sơ",
        "Để cán bộ nhớ hẹn",
    ]
    assert [item.text for item in reading.audiences] == ["Người dân, hộ kinh doanh trên địa bàn xã"]
    assert [item.lines[0] for item in reading.contents] == [
        _line("a) Thủ tục"),
        _line("b) Cách dùng"),
    ]


def test_channels(reading: PlanReading) -> None:
    assert {use.channel for use in reading.channels} == {
        PlanChannel.LOUDSPEAKER,
        PlanChannel.ZALO,
        PlanChannel.FACEBOOK,
        PlanChannel.POSTED_NOTICE,
        PlanChannel.ONE_STOP_COUNTER,
        PlanChannel.CONTEST,
        PlanChannel.CONFERENCE,
    }
    loud = next(use for use in reading.channels if use.channel is PlanChannel.LOUDSPEAKER)
    assert loud.lines == (_line("- Phát trên loa"),) * 2


def test_units_and_duties(reading: PlanReading) -> None:
    assert [(unit.unit, len(unit.duties)) for unit in reading.units] == [
        ("Phòng Văn hóa - Xã hội", 2),
        ("Phòng Kinh tế", 1),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", 1),
        ("Các ấp", 1),
    ]
    assert reading.units[1].duties[0].text == "tham mưu bố trí kinh phí"
    assert reading.units[0].lines == (_line("1. Phòng Văn hóa"), _line("- Báo cáo kết quả"))


def test_reporting(reading: PlanReading) -> None:
    assert [(r.who, r.due) for r in reading.reporting] == [
        ("Phòng Văn hóa - Xã hội", "trước ngày 25 hằng tháng"),
        ("Các bộ phận", "trước ngày 05/12/2025"),
    ]


def test_annex(reading: PlanReading) -> None:
    first, second = reading.schedule
    assert (first.content, first.forms) == ("Ngày hội chuyển đổi số", ["Gian hàng", "Hỏi đáp"])
    assert (first.lead, first.coordinating) == ("Phòng Văn hóa", ["Đoàn xã", "Công an xã"])
    assert (first.time, first.due) == ("Quý IV/2025", dt.date(2025, 12, 31))
    assert (second.due, second.lines) == (dt.date(2025, 10, 15), (len(COMMUNE), len(COMMUNE)))


def test_ending(reading: PlanReading) -> None:
    assert reading.funding is not None
    assert reading.funding.text == "Lấy từ dự toán chi thường xuyên năm 2025"
    assert reading.signer is not None
    assert reading.signer.text == "Lê Thị Hạnh"
    assert [item.text for item in reading.recipients] == [
        "UBND tỉnh (b/c)",
        "Các ấp",
        "Lưu: VT, VHXH",
    ]
    assert reading.warnings == []


def test_what_is_not_there_is_none_and_named() -> None:
    reading = read_plan(as_read(["KẾ HOẠCH", "Tuyên truyền", "I. NỘI DUNG", "- Phát loa."]))
    assert (reading.number, reading.date, reading.issuer, reading.signer) == (
        None,
        None,
        None,
        None,
    )
    told = " ".join(reading.warnings)
    assert all(word in told for word in ("số", "ngày", "cơ quan", "người ký", "nơi nhận"))


def test_a_number_with_a_lost_stroke_is_read_and_named() -> None:
    plan = ["UBND XÃ A", "Số: 38°KH-UBND An, ngày 5 tháng 2 năm 2023", "KẾ HOẠCH", "Tuyên truyền"]
    reading = read_plan(as_read(plan))
    assert reading.number == "38/KH-UBND"
    assert reading.based_on == []
    assert "Số của kế hoạch '38°KH-UBND' đọc là 38/KH-UBND." in reading.warnings


def test_a_seat_is_known_by_what_was_read_of_it() -> None:
    head = ["UBND XÃ CƯ M'GAR", "Số: 3/KH-UBND Cư Mau, ngày 5 tháng 2 năm 2023", "KẾ HOẠCH", "Nói"]
    read = [head[0], "S6: 3/KH-UBND Cu M'gar, ngay 5 thang 2 nam 2023", *head[2:]]
    lines = [RepairedLine(line, raw) for line, raw in zip(head, read, strict=True)]
    assert read_plan(lines).place == "Cư M'gar"


def test_signs_that_a_scan_takes_for_others_in_the_names_of_bodies() -> None:
    plan = """KẾ HOẠCH
I. TỔ CHỨC THỰC HIỆN
1. Các phòng. ban của xã: UBND các ấp
- Theo dõi.

2 Trường học

- Nhắc học sinh.""".splitlines()
    units = read_plan(as_read(plan)).units
    assert [unit.unit for unit in units] == ["Các phòng, ban của xã; UBND các ấp", "Trường học"]


@pytest.mark.parametrize(
    "name",
    [
        "H'Yên Kbuôr",
        "Y Thuyên Niê",
        "Lưu Văn Tĩnh",
        "Nguyễn Thị Huyền",
        "Trần Hải Phong",
        "Lê Tích",
    ],
)
def test_signers_of_every_people(name: str) -> None:
    plan = ["KẾ HOẠCH", "I. NỘI DUNG", "- Luật.", "Nơi nhận: CHỦ TỊCH", f"- Các ấp;   {name}"]
    signer = read_plan(as_read(plan)).signer
    assert signer is not None
    assert signer.text == name


def test_a_centre_named_for_many_services_and_a_level_that_stays() -> None:
    plan = """KẾ HOẠCH
I. TỔ CHỨC THỰC HIỆN
1. Trung tâm Dịch vụ tổng hợp xã
- Phát thanh.
2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội tỉnh
- Vận động đoàn viên.""".splitlines()
    assert [unit.unit for unit in read_plan(as_read(plan)).units] == [
        "Trung tâm Dịch vụ tổng hợp xã",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội tỉnh",
    ]


@pytest.mark.parametrize("lines", [[], [""], ["x"], ["- ", "IV.", "STT"], ["1. Sở"] * 3])
def test_odd_input_does_not_break(lines: list[str]) -> None:
    assert read_plan(as_read(lines)).units == []
