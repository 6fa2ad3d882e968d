"""Lists of numbers as officers have them: right rows taken, wrong ones named by line."""

import io

import pytest
from openpyxl import Workbook

from bot.broadcasts import BroadcastError
from bot.broadcasts.recipients import WrongRow, read_recipients

# Made-up numbers.
ROWS = [
    ("Họ tên", "Số điện thoại"),
    ("Lan", "0912 345 678"),
    ("Tâm", "+84 38.765.4321"),
    ("Hùng", "02513 822 501"),
    ("Hoa", ""),
    ("", ""),
    ("Lan", "84912345678"),
    ("Minh", 987654321),
]
WRONG = (
    WrongRow(4, "không phải số di động"),
    WrongRow(5, "chưa có số"),
    WrongRow(7, "trùng dòng 2"),
)
RIGHT = ("0912345678", "0387654321", "0987654321")


def test_an_excel_list() -> None:
    book, kept = Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(kept)
    found = read_recipients("dân.xlsx", kept.getvalue())
    assert (found.phones, found.wrong) == (RIGHT, WRONG)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_csv_list_with_a_byte_order_mark(delimiter: str) -> None:
    text = "\n".join(delimiter.join(str(cell) for cell in row) for row in ROWS)
    found = read_recipients("dân.csv", text.encode("utf-8-sig"))
    assert (found.phones, found.wrong) == (RIGHT, WRONG)


def test_without_a_heading_the_first_column_counts() -> None:
    found = read_recipients("so.csv", b"0912345678\n12\n")
    assert (found.phones, found.wrong) == (("0912345678",), (WrongRow(2, "không phải số di động"),))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"not a workbook", "Excel không mở được"),
        ("a.doc", b"", "cần tệp .xlsx hoặc .csv"),
        ("a.csv", "số".encode("utf-16"), "UTF-8"),
        ("a.csv", b"\n" * 50_001, "nhiều nhất là 50000"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(name: str, content: bytes, told: str) -> None:
    with pytest.raises(BroadcastError, match=told):
        read_recipients(name, content)
