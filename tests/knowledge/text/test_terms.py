"""Every shorthand and every old term of the table does what it stands there for."""

from pathlib import Path

import pytest

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


@pytest.mark.parametrize(("old", "today"), TERMS.old_terms.items())
def test_each_old_term_is_found_without_accents(old: str, today: str) -> None:
    assert TERMS.todays_terms(fold(old)) == [today]
    assert TERMS.todays_terms(f"cho hoi {fold(old).upper()} thi sao?") == [today]


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


@pytest.mark.parametrize(
    ("question", "today"),
    [
        ("dk tam tru, so ho khau co can ko", "đăng ký thường trú"),
        ("con toi sap di linh thi can giay to gì", "nghĩa vụ quân sự"),
        ("cho em hỏi làm Sổ Đỏ ở đâu ạ", "giấy chứng nhận quyền sử dụng đất"),
    ],
)
def test_a_few_accents_do_not_make_a_message_accented(question: str, today: str) -> None:
    """Shorthand is written out with accents before, and input methods slip in one."""
    assert TERMS.todays_terms(TERMS.expand(question)) == [today]


def test_a_table_may_be_written_in_any_spelling(tmp_path: Path) -> None:
    table = tmp_path / "terms.yaml"
    table.write_text("shorthand: {}\nold_terms: {Giấy HOÀ giải: biên bản}\n", encoding="utf-8")
    assert load_terms(table).todays_terms("xin giấy hòa giải") == ["biên bản"]
