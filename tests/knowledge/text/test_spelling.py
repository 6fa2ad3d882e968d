"""Slips are put right by what the installation's own texts say; names and foreign words stay."""

import pytest

from knowledge.text import AccentRestorer, Spelling

TAUGHT = [
    ("đăng ký khai sinh cho con", 50),
    ("xin giấy khai sinh", 50),
    ("làm lại thẻ căn cước", 50),
    ("chứng thực bản sao giấy tờ", 50),
    ("đăng ký tạm trú ở phường", 50),
    ("cô chú anh chị", 3),
    ("cần những giấy gì", 50),
    ("cho tôi hỏi tên của chị", 50),
]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(AccentRestorer.train(TAUGHT))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đăng ký khai xinh cho con", "đăng ký khai sinh cho con"),
        ("dang ky kai sin cho con", "dang ky khai sinh cho con"),
        ("lam lai can cuok", "lam lai can cuoc"),
        ("căn cướt", "căn cước"),
        ("chung thuk ban sao", "chung thuc ban sao"),
        ("đăng kí khai sinh", "đăng ký khai sinh"),
        ("cần nhửng giấy gì", "cần những giấy gì"),
    ],
)
def test_a_slip_is_put_right(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.correct(typed) == meant


@pytest.mark.parametrize(("text", "_weight"), TAUGHT)
def test_what_is_spelt_right_stays(spelling: Spelling, text: str, _weight: int) -> None:
    assert spelling.correct(text) == text


@pytest.mark.parametrize(
    "text", ["chị Xinh", "pikachu khai trương", "H19.30.8-241015-0023", "tên của Krông", "", "?!"]
)
def test_names_codes_and_foreign_words_stay(spelling: Spelling, text: str) -> None:
    assert spelling.correct(text) == text


def test_a_known_word_gives_way_only_where_another_is_the_rule(spelling: Spelling) -> None:
    """'Chú' is a word of its own, and 'tạm chú' is 'tạm trú' all the same."""
    few = AccentRestorer.train([*TAUGHT, ("văn bản nhà nước", 20_000)])
    assert Spelling(few).correct("tạm chú ở phường") == "tạm trú ở phường"
    assert Spelling(few).correct("cô chú") == "cô chú"


def test_all_else_stays_as_typed(spelling: Spelling) -> None:
    assert spelling.correct("Ơ, khai xinh (2 bản)?") == "Ơ, khai sinh (2 bản)?"


def test_a_speller_taught_nothing_changes_nothing() -> None:
    assert Spelling(AccentRestorer.train([])).correct("kai sin cho be") == "kai sin cho be"
