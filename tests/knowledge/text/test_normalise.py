"""One spelling for one word, whatever keyboard, system or copy-paste it came through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import clean, fold, is_accented, syllables, tokens, visible


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("hoà", "hòa"),
        ("HOÀ", "HÒA"),
        ("Hoà,", "Hòa,"),
        ("uỷ ban", "ủy ban"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("xoá-hoá", "xóa-hóa"),
        ("toà/hoà", "tòa/hòa"),
    ],
)
def test_the_tone_stands_in_one_place(typed: str, written: str) -> None:
    assert clean(typed) == written


@pytest.mark.parametrize(
    "word", ["quà", "quý", "quỷ", "giá", "gìn", "giặt", "toán", "hoàn", "ngoáy", "khuỷu"]
)
def test_a_tone_that_stands_right_is_left_alone(word: str) -> None:
    assert clean(word) == word


@pytest.mark.parametrize(
    "text",
    ["1.001193", "15/2020/TT-BTP", "28/KH-UBND", "07/02/2024", "a@b.vn", "https://a.vn/x_y?z=1"],
)
def test_numbers_codes_and_addresses_are_left_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("text", ["Đăng ký khai sinh", "Ủy ban phường Hòa Bình", "nghĩa vụ"])
def test_decomposed_text_becomes_composed(text: str) -> None:
    assert clean(unicodedata.normalize("NFD", text)) == text
    assert visible(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize(
    "mark",
    [
        "\u200b",
        "\u200c",
        "\u200d",
        "\ufeff",
        "\u00ad",
        "\u2060",
        "\u202e",
        "\ufe0f",
        "\x00",
        "\ud800",
    ],
)
def test_invisible_characters_are_dropped_inside_a_word(mark: str) -> None:
    assert clean(f"khai{mark} si{mark}nh") == "khai sinh"


def test_spaces_of_every_kind_become_one() -> None:
    assert clean("  khai\u00a0\u3000sinh\n\tcho  con ") == "khai sinh cho con"


def test_visible_keeps_line_breaks_and_spacing() -> None:
    assert visible("một\n  hai\u200b\n") == "một\n  hai\n"


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "\ufeff"])
def test_nothing_visible_is_nothing(text: str) -> None:
    assert clean(text) == ""
    assert tokens(clean(text)) == []


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_becomes_composed_and_storable(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert visible(cleaned) == cleaned
    cleaned.encode()


# One tone a syllable, as Vietnamese has it; before or after which vowel differs by keyboard.
SYLLABLES = st.builds(
    lambda start, vowels, tone, at, end: (
        start + vowels[: at % len(vowels) + 1] + tone + vowels[at % len(vowels) + 1 :] + end
    ),
    st.sampled_from(["", "h", "ng", "qu", "gi", "th", "đ", "TR"]),
    st.sampled_from(["a", "oa", "oe", "uy", "iê", "ươ", "uô", "oai", "uyê", "ia", "ưa"]),
    st.sampled_from(["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]),
    st.integers(0, 2),
    st.sampled_from(["", "n", "ng", "t", "ch"]),
)


@given(SYLLABLES)
def test_a_syllable_is_cleaned_once_and_for_all_and_keeps_its_letters(syllable: str) -> None:
    once = clean(syllable)
    assert clean(once) == once
    assert fold(once) == fold(syllable)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐẤT ĐAI", "dat dai"),
        ("Nghĩa vụ quân sự", "nghia vu quan su"),
        ("ưỡn ẹo ửng", "uon eo ung"),
        ("15/2020/NĐ-CP", "15/2020/nd-cp"),
    ],
)
def test_fold_leaves_bare_letters(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_fold_is_the_same_wherever_the_tone_stood() -> None:
    assert fold("hoà") == fold("hòa") == fold("hoa")


def test_tokens_keep_codes_and_dates_whole() -> None:
    assert tokens("Kế hoạch 28/KH-UBND, ngày 07/02/2024 (mã 1.001193)!") == [
        "ke",
        "hoach",
        "28/kh-ubnd",
        "ngay",
        "07/02/2024",
        "ma",
        "1.001193",
    ]


def test_syllables_keep_accents_and_drop_punctuation() -> None:
    assert syllables("Đăng ký, 1.001193!") == ["đăng", "ký", "1.001193"]


@pytest.mark.parametrize(
    ("text", "accented"),
    [
        ("đăng ký khai sinh", True),
        ("cho em hỏi khai sinh", True),
        ("dang ky khai sinh", False),
        ("khai sinh cho con", False),
        ("", False),
        ("123 456", False),
        ("😀", False),
        ("toi muon hoi ve viec lam giay khai sinh cho con thì can gi", False),
    ],
)
def test_accents_are_noticed_by_their_share(text: str, accented: bool) -> None:
    assert is_accented(text) is accented
