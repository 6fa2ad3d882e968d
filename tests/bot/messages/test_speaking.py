"""What is written is said as a Vietnamese newsreader says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.speaking import say_number, speak, syllables
from bot.messages.unspeaking import unspeak, value_of


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (105, "một trăm linh năm"),
        (1001, "một nghìn không trăm linh một"),
        (2024, "hai nghìn không trăm hai mươi tư"),
        (10500, "mười nghìn năm trăm"),
        (2000015, "hai triệu không trăm mười lăm"),
    ],
)
def test_numbers(number: int, said: str) -> None:
    assert say_number(number) == said


@given(st.integers(10, 10**9))
def test_a_number_said_is_the_number_heard(number: int) -> None:
    """Two programs that share nothing agree."""
    assert value_of(say_number(number)) == number
    assert unspeak(f"số {say_number(number)}.") == f"số {number}."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "trước ngày 15/03/2026",
            "trước ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu",
        ),
        ("ngày 30/4/1975", "ngày ba mươi tháng tư năm một nghìn chín trăm bảy mươi lăm"),
        ("lúc 7h30", "lúc bảy giờ ba mươi phút"),
        ("50.000 đồng/di chúc", "năm mươi nghìn đồng mỗi di chúc"),
        ("gọi 0912.345.678", "gọi không chín một hai, ba bốn năm, sáu bảy tám"),
        ("gọi 113", "gọi một một ba"),
        ("mã 1.001193", "mã một chấm không không một một chín ba"),
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("mẫu CT01", "mẫu xê tê không một"),
        ("công trình cấp IV", "công trình cấp bốn"),
        (
            "Nghị định số 123/2015/NĐ-CP",
            "Nghị định số một trăm hai mươi ba năm hai nghìn không trăm mười lăm của Chính phủ",
        ),
        (
            "Kế hoạch số 47/KH-UBND của UBND thành phố",
            "Kế hoạch số bốn mươi bảy của Ủy ban nhân dân thành phố",
        ),
        ("3-5 ngày", "ba đến năm ngày"),
        ("07 ngày làm việc", "bảy ngày làm việc"),
        ("Giấy chứng sinh (bản chính)", "Giấy chứng sinh, bản chính"),
        ("Ông/bà", "Ông bà"),
    ],
)
def test_what_is_written_is_said(written: str, said: str) -> None:
    assert speak(written) == said


def test_syllables_are_words() -> None:
    assert syllables("Ủy ban nhân dân xã, năm mươi nghìn đồng.") == 9
