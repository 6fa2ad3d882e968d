"""Document numbers are found in every way that plans write and scans spoil them."""

import datetime as dt

import pytest

from knowledge.plans.parse.citations import Citation, citations, unread_numbers
from knowledge.plans.parse.passage import passage
from knowledge.plans.parse.schedule import read_time


def _cited(*lines: str) -> list[Citation]:
    text = passage(lines, 1, len(lines))
    assert text is not None
    return list(citations(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Quyết định số 906/QD-UBND ngày", "906/QĐ-UBND"),
        ("Quyết định số 906/QP-UBND ngày", "906/QĐ-UBND"),
        ("Nghị quyết số 42/NQ- -HDND ngày", "42/NQ-HĐND"),
        ("Nghị quyết số 124/NQ-HPND ngày", "124/NQ-HĐND"),
        ("Nghị quyết số 05/NQ/TU ngày", "05-NQ/TU"),
        ("Chương trình số 131/CTr - UBND ngày", "131/CTr-UBND"),
        ("Nghị định số 150/2020/NB-CP ngày", "150/2020/NĐ-CP"),
        ("Nghị định số 107/2021/ND - CP ngày", "107/2021/NĐ-CP"),
        ("Thông tư số 01/2018/TT-VPCP ngày", "01/2018/TT-VPCP"),
        ("Luật số 72/2025/QH15 ngày", "72/2025/QH15"),
        ("NQ 76/NQ-CP của", "76/NQ-CP"),
        ("Quyết định số 85:QD-TTg ngày", "85/QĐ-TTg"),
        ("Nghị quyết số 14-NQ/BU ngày", "14-NQ/ĐU"),
        ("Nghị quyết số 09-NQHU của", "09-NQ/HU"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert [found.number for found in _cited(text)] == [number]


@pytest.mark.parametrize(
    "text", ["giai đoạn 2021-2030", "ngày 02/9/2021", "3/4 mức độ", "đạt 80/100 điểm"]
)
def test_what_is_no_document(text: str) -> None:
    assert _cited(text) == []


def test_a_number_over_two_lines_keeps_its_lines() -> None:
    found = _cited("", "theo Kế hoạch số: 140/KH -", " UBND ngày 29/7/2021 của UBND tỉnh, trong đó")
    assert [(c.number, c.date, c.issuer, c.lines) for c in found] == [
        ("140/KH-UBND", dt.date(2021, 7, 29), "UBND tỉnh", (2, 3))
    ]


def test_impossible_dates_are_not_invented() -> None:
    assert _cited("Quyết định số 1/QĐ-UBND ngày 31/02/2024 của UBND xã")[0].date is None


@pytest.mark.parametrize(
    ("read", "time", "due"),
    [
        ("Quý 11/2024", "Quý II/2024", dt.date(2024, 6, 30)),
        ("Quý 111/2024", "Quý III/2024", dt.date(2024, 9, 30)),
        ("Thường xuyên, cao điểm Quý 1/2024", "Thường xuyên, cao điểm Quý I/2024", None),
        ("Tháng 5/2025", "Tháng 5/2025", dt.date(2025, 5, 31)),
        ("Trước ngày 15/6/2025", "Trước ngày 15/6/2025", dt.date(2025, 6, 15)),
        ("Hằng tháng", "Hằng tháng", None),
        ("Quý II", "Quý II", None),
        ("", None, None),
    ],
)
def test_times(read: str, time: str | None, due: dt.date | None) -> None:
    assert read_time(read) == (time, due)


@pytest.mark.parametrize(
    ("after", "date", "unclear"),
    [
        ("ngày 29-12°2022", dt.date(2022, 12, 29), None),
        ("ngày 1901/2023", dt.date(2023, 1, 19), "ngày '1901/2023' đọc là 19/01/2023"),
        ("ngày 2/Z3/2023", None, "không đọc được ngày '2/Z3/2023'"),
        ("", None, None),
    ],
)
def test_a_date_is_read_or_named_as_unread(
    after: str, date: dt.date | None, unclear: str | None
) -> None:
    (found,) = _cited(f"Kế hoạch số 5/KH-UBND {after} của UBND tỉnh về hộ tịch;")
    assert (found.date, found.unclear, found.issuer) == (date, unclear, "UBND tỉnh")


def test_a_number_that_cannot_be_read_is_named_with_its_line() -> None:
    lines = ["Thực hiện Kế hoạch số 5/KH-UBND và Kế hoạch số", "1 KH UBND ngày 13/01/2023,"]
    text = passage(lines, 1, 2)
    assert text is not None
    assert list(unread_numbers(text)) == [("Kế hoạch số 1", 2)]
