"""Courtesies are taken off; what is asked stays whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import clean, without_courtesies


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Đề nghị hướng dẫn trình tự đăng ký kết hôn.", "đăng ký kết hôn."),
        ("cho em hỏi làm khai sinh cần gì ạ", "làm khai sinh cần gì"),
        ("cho e hoi lam khai sinh can gi a", "lam khai sinh can gi"),
        ("Xin cho biết lệ phí chứng thực chữ ký", "lệ phí chứng thực chữ ký"),
        ("Dạ chào anh chị, cho em hỏi tạm trú nộp ở đâu ạ. Cảm ơn nhiều", "tạm trú nộp ở đâu"),
        ("Tôi muốn hỏi về hộ nghèo", "hộ nghèo"),
    ],
)
def test_what_surrounds_a_question_goes(said: str, asked: str) -> None:
    assert without_courtesies(said) == asked


@pytest.mark.parametrize(
    "said",
    [
        "Đề nghị cấp giấy phép xây dựng",
        "xin giấy xác nhận độc thân",
        "cho con nuôi cần giấy gì",
        "hỏi",
        "cảm ơn",
    ],
)
def test_a_wish_that_begins_like_a_courtesy_stays(said: str) -> None:
    assert without_courtesies(said) == said


@given(st.text(max_size=80))
def test_it_only_ever_cuts_from_the_ends(said: str) -> None:
    assert without_courtesies(said) in clean(said)
