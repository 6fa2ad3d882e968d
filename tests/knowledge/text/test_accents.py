"""Accents are guessed from the installation's own texts, never at the cost of what was typed."""

from pathlib import Path

import pytest

from knowledge.text import AccentRestorer, fold
from tests.knowledge.samples import RECORDS

TAUGHT = [
    ("đăng ký khai sinh cho con", 5),
    ("đăng ký kết hôn ở phường", 5),
    ("bao nhiêu tiền thì được", 5),
    ("con đường làng", 2),
]


@pytest.fixture
def restorer() -> AccentRestorer:
    return AccentRestorer.train(TAUGHT)


@pytest.mark.parametrize(("text", "weight"), TAUGHT)
def test_what_was_taught_is_restored(restorer: AccentRestorer, text: str, weight: int) -> None:
    assert restorer.restore(fold(text)) == text


def test_the_word_before_decides_between_readings(restorer: AccentRestorer) -> None:
    assert restorer.restore("thi duoc") == "thì được"
    assert restorer.restore("con duong lang") == "con đường làng"


def test_accents_that_were_typed_stay(restorer: AccentRestorer) -> None:
    assert restorer.restore("dăng ky khai sinh") == "dăng ký khai sinh"


def test_words_never_seen_stay_as_typed(restorer: AccentRestorer) -> None:
    assert restorer.restore("xyz khai sinh 1.001193") == "xyz khai sinh 1.001193"


@pytest.mark.parametrize("text", ["", "   ", "😀", "\u200b", "!!!"])
def test_nothing_to_restore_gives_nothing(restorer: AccentRestorer, text: str) -> None:
    assert restorer.restore(text) == ""


def test_a_restorer_taught_nothing_changes_nothing() -> None:
    assert AccentRestorer.train([]).restore("dang ky khai sinh") == "dang ky khai sinh"


def test_it_never_changes_a_letter(restorer: AccentRestorer) -> None:
    typed = "toi muon dang ky khai sinh cho con gai bao nhieu tien"
    assert fold(restorer.restore(typed)) == typed


def test_saved_and_loaded_it_restores_alike(restorer: AccentRestorer, tmp_path: Path) -> None:
    restorer.save(tmp_path / "accents.json")
    again = AccentRestorer.load(tmp_path / "accents.json")
    for text, _ in TAUGHT:
        assert again.restore(fold(text)) == restorer.restore(fold(text))


def test_official_names_are_restored_from_records() -> None:
    names = [record.name for record in RECORDS.procedures]
    restorer = AccentRestorer.train((name, 5) for name in names)
    right = [
        name for name in names if restorer.restore(fold(name)) == name.lower().replace(",", "")
    ]
    assert len(right) >= len(names) - 1
