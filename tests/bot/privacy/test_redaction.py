"""Personal numbers are hidden; official codes, dates and amounts stay readable."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.privacy import redact

HIDDEN = {
    "079123456789": "[số căn cước]",
    "079.123.456.789": "[",
    "079 123 456 789": "[",
    "cmnd 012345678": "[số chứng minh]",
    "0912345678": "[số điện thoại]",
    "0912 345 678": "[số điện thoại]",
    "0912.345.678": "[",
    "0912-345-678": "[",
    "(0912) 345 678": "[",
    "0912–345–678": "[",
    "+84912345678": "[số điện thoại]",
    "+84 912 345 678": "[số điện thoại]",
    "84912345678": "[",
    "024 3825 1234": "[",
    "０９１２３４５６７８": "[",
    "0 9 1 2 3 4 5 6 7 8": "[",
    "stk 19034567890123 Techcombank": "[số tài khoản]",
    "hộ chiếu B1234567": "[số hộ chiếu]",
    "mst 0101234567-001": "[mã số thuế]",
    "thẻ BHYT DN4797912345678": "[số thẻ bảo hiểm]",
    "BHXH 7912345678": "[",
    "an.nguyen@gmail.com": "[thư điện tử]",
    "4111 1111 1111 1111": "[",
    "x079123456789y": "[số căn cước]",
    "079123456789,0912345678": "[số căn cước],[số điện thoại]",
    "12345678901234567890123": "[",
    "0912 345.678": "[",
    "912.345 678": "[",
    "+84 (0)912 345 678": "[",
    "dn4797912345678": "[số thẻ bảo hiểm]",
}
KEPT = [
    "H29.12-250701-0001",
    "h29.12-250701-0001",
    "H29.12–250701–0001",
    "000.00.12.H29-250701-0001",
    "G01.899.108.000-250701-0012",
    "1.001193",
    "1.001193.000.00.00.H12",
    "2.000815",
    "PA-7K2QX9",
    "25/11/2026",
    "25-11-2026",
    "2026-11-25",
    "1.500.000 đồng",
    "2.500.000.000 đồng",
    "500000 đồng",
    "từ 1.500.000-2.000.000 đồng",
    "123/2015/NĐ-CP",
    "28/KH-UBND",
    "02/2017/TT-VPCP",
    "từ 8.00 đến 11.30",
    "1022",
    "1900 1234",
    "1900 9068",
    "1900545481",
    "hạn 25-11-2026 10.30",
    "từ 2.500.000 – 3.500.000 đồng",
    "tổng đài 18001096",
    "Điều 12 khoản 3",
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN.items())
def test_personal_numbers_are_hidden(text: str, shown: str) -> None:
    redacted = redact(f"số tôi là {text} nhé")
    assert shown in redacted.text
    assert len(re.findall(r"\d", redacted.text)) < 4, redacted.text
    assert redacted.kinds
    assert redacted.text.startswith("số tôi là ")
    assert redacted.text.endswith(" nhé")


@pytest.mark.parametrize("text", KEPT)
def test_official_codes_dates_and_amounts_stay(text: str) -> None:
    assert redact(f"việc {text} ạ").text == f"việc {text} ạ"
    assert redact(text).kinds == ()


def test_both_in_one_message_are_told_apart() -> None:
    text = "hồ sơ H29.12-250701-0001 của căn cước 079190000123, sinh 01/02/1990, gọi 0912345678"
    redacted = redact(text)
    assert redacted.text == (
        "hồ sơ H29.12-250701-0001 của căn cước [số căn cước], sinh 01/02/1990, gọi [số điện thoại]"
    )
    assert redacted.kinds == ("[số căn cước]", "[số điện thoại]")


def test_the_same_kind_twice_is_named_once() -> None:
    redacted = redact("0912345678 hoặc 0987654321")
    assert redacted.text == "[số điện thoại] hoặc [số điện thoại]"
    assert redacted.kinds == ("[số điện thoại]",)


@pytest.mark.parametrize("text", ["", "làm khai sinh cần gì", "1", "😀"])
def test_what_holds_no_number_is_left_alone(text: str) -> None:
    assert redact(text).text == text


@settings(max_examples=300, deadline=None)
@given(
    before=st.text(alphabet="ab đ:(,", max_size=6),
    digits=st.from_regex(r"[0-9]{9,30}", fullmatch=True),
    after=st.text(alphabet="ab đ),.", max_size=6),
)
def test_no_run_of_nine_digits_survives(before: str, digits: str, after: str) -> None:
    assert not re.search(r"\d{9}", redact(before + digits + after).text)


@settings(max_examples=300, deadline=None)
@given(
    groups=st.lists(st.from_regex(r"[0-9]{2,4}", fullmatch=True), min_size=3, max_size=4),
    separator=st.sampled_from([" ", ".", "-"]),
)
def test_no_number_in_groups_survives(groups: list[str], separator: str) -> None:
    """It begins with 0, as every telephone and identity number does and no amount."""
    number = separator.join(["09", *groups])
    assume(9 <= len(re.findall(r"\d", number)) <= 15)
    left = redact(f"gọi {number} nhé").text
    assert len(re.findall(r"\d", left)) < 9, left


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=120))
def test_hiding_twice_changes_nothing_more(text: str) -> None:
    once = redact(text).text
    assert redact(once).text == once
