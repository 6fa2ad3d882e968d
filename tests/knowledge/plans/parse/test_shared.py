"""The three real plans against a careful reading by hand (facts only)."""

import datetime as dt
from pathlib import Path

import pytest

from knowledge.plans import RepairModel, read_lines, read_plan
from knowledge.records.plan import PlanReading

pytestmark = pytest.mark.shared

HAI_HOA, TUYEN_QUANG, GO_DAU = (
    "000_10e980941163499b.txt",
    "001_57ae1f3d3a4b1fcb.txt",
    "002_1b8633038d6f9c7d.txt",
)


@pytest.fixture(scope="module")
def readings(office_model: RepairModel, shared: Path) -> dict[str, PlanReading]:
    names = (HAI_HOA, TUYEN_QUANG, GO_DAU)
    return {
        n: read_plan(office_model.repair(read_lines(shared / "plans" / n).lines)) for n in names
    }


@pytest.mark.parametrize(
    ("name", "number", "date", "issuer", "place", "year"),
    [
        (HAI_HOA, "28/KH-UBND", dt.date(2024, 2, 7), "UBND phường Hải Hòa", "Hải Hòa", 2024),
        (
            TUYEN_QUANG,
            "10/KH-UBND",
            dt.date(2023, 1, 18),
            "UBND tỉnh Tuyên Quang",
            "Tuyên Quang",
            2023,
        ),
        (GO_DAU, None, dt.date(2022, 5, 6), "UBND huyện Gò Dầu", "Gò Dầu", 2022),
    ],
)
def test_heads(
    readings: dict[str, PlanReading],
    name: str,
    number: str | None,
    date: dt.date,
    issuer: str,
    place: str,
    year: int,
) -> None:
    reading = readings[name]
    assert (reading.number, reading.date, reading.issuer) == (number, date, issuer)
    assert reading.place == place
    assert reading.period.start == dt.date(year, 1, 1)
    assert reading.period.end == dt.date(year, 12, 31)
    assert reading.title is not None
    assert str(year) in reading.title
    if number is None:  # written by hand over the form, unreadable
        assert any("11€" in warning for warning in reading.warnings)


def test_documents(readings: dict[str, PlanReading]) -> None:
    based = {n: [(b.number, b.date) for b in r.based_on] for n, r in readings.items()}
    assert based[HAI_HOA] == [
        ("47/KH-UBND", dt.date(2023, 2, 6)),
        ("906/QĐ-UBND", dt.date(2021, 12, 1)),
        ("10/QĐ-UBND", dt.date(2024, 1, 8)),
    ]
    assert based[TUYEN_QUANG] == [
        ("76/NQ-CP", dt.date(2021, 7, 15)),
        ("23/CT-TTg", dt.date(2021, 9, 2)),
    ]
    assert based[GO_DAU] == [("1183/KH-UBND", dt.date(2022, 4, 8))]
    cited = {n: [r.number for r in reading.references] for n, reading in readings.items()}
    assert cited[HAI_HOA] == [
        "35-NQ/TU", "42/NQ-HĐND", "76/NQ-CP", "23/CT-UBND", "3322/QĐ-UBND", "09/CT-UBND",
        "71-KH/TU", "05-NQ/TU", "256/KH-UBND", "131/CTr-UBND", "124/NQ-HĐND", "468/QĐ-TTg",
        "107/2021/NĐ-CP", "140/KH-UBND", "13366/QĐ-UBND",
    ]  # fmt: skip
    assert cited[TUYEN_QUANG] == ["150/2020/NĐ-CP"]
    assert cited[GO_DAU] == ["61/2018/NĐ-CP", "800/QĐ-UBND", "63/2010/NĐ-CP"]


def test_units(readings: dict[str, PlanReading]) -> None:
    units = {n: [(u.unit, len(u.duties), u.lines[0]) for u in r.units] for n, r in readings.items()}
    assert units[HAI_HOA] == [
        ("Công chức Văn phòng - Thống kê", 2, 150),
        ("Công chức Văn hóa - Xã hội", 2, 166),
        ("Bộ phận Tiếp nhận và trả kết quả hiện đại", 4, 180),
        ("Công chức Tài chính - Kế toán", 1, 205),
        ("UB Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội phường", 1, 210),
        ("Các bộ phận chuyên môn", 1, 216),
    ]
    assert units[TUYEN_QUANG] == [
        ("Các sở, ban, ngành thuộc tỉnh; UBND các huyện, thành phố", 2, 185),
        ("Sở Nội vụ", 5, 194),
        ("Văn phòng UBND tỉnh", 3, 215),
        ("Sở Tư pháp", 1, 228),
        ("Sở Thông tin và Truyền thông", 3, 233),
        ("Đài Phát thanh và Truyền hình tỉnh", 2, 248),
        ("Báo Tuyên Quang", 1, 260),
        ("Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội tỉnh", 1, 267),
    ]
    assert units[GO_DAU] == [
        ("Phòng Văn hóa và Thông tin huyện", 3, 208),
        ("Trung tâm Văn hóa, Thể thao và Truyền thanh huyện", 3, 221),
        ("Văn phòng HĐND và UBND huyện", 2, 241),
        ("Thủ trưởng các cơ quan chuyên môn, đơn vị sự nghiệp huyện", 1, 251),
        ("UBND các xã, thị trấn", 2, 256),
    ]


def test_channels(readings: dict[str, PlanReading]) -> None:
    found = {n: {use.channel.value for use in r.channels} for n, r in readings.items()}
    common = {"web_portal", "facebook", "training", "print", "press_tv"}
    assert found[HAI_HOA] == common | {
        "loudspeaker", "posted_notice", "conference", "one_stop_counter",
    }  # fmt: skip
    assert found[TUYEN_QUANG] == common | {
        "loudspeaker", "conference", "contest", "internal_meeting", "zalo", "one_stop_counter",
    }  # fmt: skip
    assert found[GO_DAU] == common | {
        "internal_meeting", "e_office", "zalo", "video", "posted_notice", "mobile_propaganda",
    }  # fmt: skip


def test_annex(readings: dict[str, PlanReading]) -> None:
    rows = [
        (r.lines, r.lead, len(r.forms), len(r.coordinating), r.time, r.due)
        for r in readings[HAI_HOA].schedule
    ]
    assert rows == [
        ((262, 287), "UBND phường", 3, 1, "Thường xuyên Cao điểm tại Quý I/2024", None),
        ((289, 317), "UBND phường", 3, 3, "Thường xuyên", None),
        ((319, 333), "CC. Văn hóa và Cán bộ tuyên truyền viên cấp ủy", 1, 0, "Thường xuyên", None),
        ((349, 368), None, 1, 1, "Quý II/2024", dt.date(2024, 6, 30)),
        ((370, 396), "UBND phường", 2, 1, "Quý III/2024", dt.date(2024, 9, 30)),
    ]
    assert readings[TUYEN_QUANG].schedule == []


def test_rows_of_the_body(readings: dict[str, PlanReading]) -> None:
    rows = [(r.lines[0], r.lead, len(r.coordinating)) for r in readings[GO_DAU].schedule]
    office = "Văn phòng HĐND và UBND huyện"
    assert [row[0] for row in rows] == [80, 110, 155, 167, 183]
    assert [row[1] for row in rows[2:]] == [office] * 3
    assert [row[2] for row in rows] == [2, 1, 2, 1, 1]


def test_reporting(readings: dict[str, PlanReading]) -> None:
    duties = {
        n: [(r.who, r.when, r.due) for r in reading.reporting] for n, reading in readings.items()
    }
    assert duties[HAI_HOA] == [("Công chức Văn phòng - Thống kê", "định kỳ", None)]
    assert duties[TUYEN_QUANG] == [
        (
            "Các sở, ban, ngành thuộc tỉnh; UBND các huyện, thành phố",
            "định kỳ hằng quý, 6 tháng, năm",
            "chậm nhất là ngày 16 của tháng cuối kỳ báo cáo",
        ),
        ("Sở Nội vụ", "định kỳ", None),
    ]
    assert duties[GO_DAU] == [("Phòng Văn hóa và Thông tin huyện", None, None)]


def test_endings(readings: dict[str, PlanReading]) -> None:
    signers = {n: r.signer and r.signer.lines[0] for n, r in readings.items()}
    assert signers == {HAI_HOA: None, TUYEN_QUANG: 295, GO_DAU: 280}
    assert {n: len(r.recipients) for n, r in readings.items()} == {
        HAI_HOA: 8,
        TUYEN_QUANG: 12,
        GO_DAU: 7,
    }
    money = {n: r.funding and r.funding.lines for n, r in readings.items()}
    assert money == {HAI_HOA: (145, 147), TUYEN_QUANG: (176, 181), GO_DAU: None}
