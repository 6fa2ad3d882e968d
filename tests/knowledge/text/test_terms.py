"""Every shorthand and every old term of the table does what it stands there for."""

from pathlib import Path

import pytest

from knowledge.errors import ContentError
from knowledge.text import fold, load_terms

TERMS = load_terms()


@pytest.mark.parametrize(("short", "full"), TERMS.shorthand.items())
def test_each_shorthand_is_written_out(short: str, full: str) -> None:
    assert TERMS.expand(short) == full
    assert TERMS.expand(f"hỏi {short.upper()}, mai") == f"hỏi {full}, mai"


@pytest.mark.parametrize("short", TERMS.shorthand)
def test_shorthand_inside_a_longer_word_is_left_alone(short: str) -> None:
    assert TERMS.expand(f"x{short}x") == f"x{short}x"


@pytest.mark.parametrize(("old", "today"), TERMS.old_terms.items())
def test_each_old_term_gives_todays(old: str, today: str) -> None:
    assert TERMS.todays_terms(old) == [today]
    assert TERMS.todays_terms(f"cho hỏi {old.upper()} thì sao?") == [today]


@pytest.mark.parametrize("old", TERMS.old_terms)
def test_old_terms_are_written_folded(old: str) -> None:
    assert old == fold(old)


@pytest.mark.parametrize(
    ("question", "expanded"),
    [
        ("dk ks bn tiền", "đăng ký khai sinh bao nhiêu tiền"),
        ("lm cccd cần j", "làm căn cước cần gì"),
        ("đkkh onl dc ko", "đăng ký kết hôn online được không"),
    ],
)
def test_teencode_is_written_out_word_by_word(question: str, expanded: str) -> None:
    assert TERMS.expand(question) == expanded


@pytest.mark.parametrize(
    ("question", "today"),
    [
        ("làm sổ hộ khẩu ở đâu", "đăng ký thường trú"),
        ("xin sổ đỏ cho đất của bố", "giấy chứng nhận quyền sử dụng đất"),
        ("dịch vụ mức độ 4 là gì", "toàn trình"),
        ("xin giấy độc thân", "giấy xác nhận tình trạng hôn nhân"),
    ],
)
def test_old_terms_are_found_with_their_accents(question: str, today: str) -> None:
    assert TERMS.todays_terms(question) == [today]


def test_the_longest_old_term_wins() -> None:
    assert TERMS.todays_terms("photo công chứng") == ["chứng thực bản sao từ bản chính"]


def test_two_old_terms_are_both_found() -> None:
    assert set(TERMS.todays_terms("sổ đỏ với tách khẩu")) == {
        "giấy chứng nhận quyền sử dụng đất",
        "tách hộ",
    }


@pytest.mark.parametrize(
    "question",
    [
        "mẹ tôi đi lĩnh lương hưu",
        "huyện Di Linh, tỉnh Lâm Đồng",
        "chứng từ thanh toán tiền điện",
        "lấy số đo may áo",
        "công khai cho công chúng biết",
    ],
)
def test_words_with_other_accents_are_not_old_terms(question: str) -> None:
    """'đi lĩnh lương hưu' was searched for as 'nghĩa vụ quân sự', because 'đi lính' folds alike.

    Who types accents says which word is meant.
    """
    assert TERMS.todays_terms(question) == []


def test_an_accented_key_among_old_terms_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "terms.yaml"
    table.write_text("shorthand: {}\nold_terms: {sổ đỏ: giấy chứng nhận}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="sổ đỏ"):
        load_terms(table)
