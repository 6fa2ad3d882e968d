"""Words: folded on both sides, and weighed against what nobody here ever wrote about."""

from pathlib import Path

import pytest

from knowledge.index.lexical import Lexical, build_lexical

TEXTS = ["Đăng ký khai sinh", "Đăng ký khai sinh lưu động", "Đăng ký kết hôn", "!!!"]


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    folder = tmp_path_factory.mktemp("words") / "lexical"
    build_lexical(folder, TEXTS)
    return Lexical(folder)


@pytest.mark.parametrize("text", ["kết hôn", "ket hon", "KẾT HÔN"])
def test_accents_and_capitals_do_not_count(lexical: Lexical, text: str) -> None:
    assert int(lexical.scores(text).argmax()) == 2


@pytest.mark.parametrize("text", ["", "😀", "!!!", "xyz abc"])
def test_words_that_nobody_wrote_match_nothing(lexical: Lexical, text: str) -> None:
    assert lexical.scores(text).tolist() == [0.0] * len(TEXTS)


def test_an_unknown_word_beside_known_ones_lowers_the_share(lexical: Lexical) -> None:
    assert lexical.scores("kết hôn xyz")[2] < lexical.scores("kết hôn")[2]


def test_a_share_is_about_one_at_most(lexical: Lexical) -> None:
    for text in TEXTS:
        assert 0.0 <= float(lexical.scores(text).max()) <= 1.2


def test_the_excess_of_a_name_is_what_nobody_said(lexical: Lexical) -> None:
    asked = frozenset({"dang", "ky", "khai", "sinh"})
    assert lexical.excess("Đăng ký khai sinh", asked) == 0.0
    assert lexical.excess("Đăng ký khai sinh lưu động", asked) > 0.3
    assert lexical.excess("", asked) == 0.0


def test_one_short_text_alone_can_be_indexed(tmp_path: Path) -> None:
    build_lexical(tmp_path / "lexical", ["khai sinh"])
    assert Lexical(tmp_path / "lexical").scores("khai sinh").shape == (1,)
