"""Lines are split so that numbers and codes cannot be touched by repair."""

import pytest

from knowledge.plans.tokens import Kind, counted, pieces, sentences
from knowledge.text.syllable_shape import is_syllable, vietnamese_share


@pytest.mark.parametrize(
    "text",
    ["28/KH-UBND", "107/2021/ND", "KH-UBND", "TN&TKQ", "(B/c);", "a@b.vn", "VT,NC", "05-NQ/TU"],
)
def test_codes(text: str) -> None:
    assert pieces(f"x {text}")[1].kind is Kind.CODE


@pytest.mark.parametrize("text", ["07/02/2024", "2021-2030;", "100%", "3,4;...", "11€", "20230..."])
def test_numbers(text: str) -> None:
    assert pieces(f"x {text}")[1].kind is Kind.NUMBER


@pytest.mark.parametrize("text", ["s6", "x4", "10ng", "1a", "ph01", "cér}g", "hi¢n", "¢", "1é"])
def test_words_with_misread_letters(text: str) -> None:
    assert pieces(f"x {text}")[1].kind is Kind.WORD


def test_marks_stay_outside_and_enumerators_apart() -> None:
    found = pieces('- "Ca phé", giai doan2021-2030;')
    assert [(p.before, p.core, p.after) for p in found] == [
        ("-", "", ""),
        ('"', "Ca", ""),
        ("", "phé", '",'),
        ("", "giai", ""),
        ("", "doan", ""),
        ("", "2021-2030", ";"),
    ]
    assert [p.before + p.core for p in pieces("2.56'Noivu cong")] == ["2.", "56'Noivu", "cong"]
    assert pieces("I11. KINH PHI")[0].kind is Kind.MARK


def test_sentences_keep_case_and_hide_numbers() -> None:
    text = "Quý II/2024 phát loa. Nộp 3 bản"
    assert list(sentences(text)) == [["Quý", "0", "0", "phát", "loa"], ["Nộp", "0", "bản"]]


def test_syllable_spelling() -> None:
    assert all(is_syllable(word) for word in ("nghiêng", "quyền", "Ủy", "giữ", "khuỷu", "đường"))
    assert not any(is_syllable(word) for word in ("ubnd", "tuyén", "hiệ", "chuẩ", "trudong"))
    assert vietnamese_share("nh©n d©n x· héi") < 0.3
    assert vietnamese_share("nhân dân xã hội") == 1.0


def test_quarters_are_kept_as_read() -> None:
    kept = {
        piece.core
        for piece in counted(pieces("Quy II va quy IV/2023, I la so"))
        if piece.kind is Kind.CODE
    }
    assert kept == {"II", "IV/2023"}
