"""The plan-language text is what its phrases give, and covers what plans speak of."""

from knowledge.plans.repair.pairing import read_pairs
from knowledge.plans.training.compose import (
    LANGUAGE,
    PLANS_PER_FILE,
    SEED,
    Composer,
    place_names,
    read_phrases,
)


def test_committed_text_is_composed_from_the_phrases() -> None:
    composer = Composer(read_phrases(LANGUAGE / "phrases"), place_names(), SEED + 1)
    lines = [line for _ in range(PLANS_PER_FILE) for line in composer.plan()]
    assert (LANGUAGE / "plans-1.txt").read_text(encoding="utf-8").splitlines() == lines


def test_no_slot_is_left_open_and_no_bank_is_unused() -> None:
    phrases = read_phrases(LANGUAGE / "phrases")
    text = "\n".join(path.read_text(encoding="utf-8") for path in LANGUAGE.glob("plans-*.txt"))
    assert "{" not in text
    assert len(set(text.splitlines())) > 3000
    assert all(phrases.values())


def test_names_of_old_and_new_places_are_there() -> None:
    names = set((LANGUAGE / "place-names.txt").read_text(encoding="utf-8").splitlines())
    assert {"Tỉnh Tuyên Quang", "Huyện Gò Dầu", "Phường Hải Hòa"} <= names
    assert len(names) > 9000


def test_pairs_are_lines_as_read_and_as_written() -> None:
    pairs = read_pairs()
    assert len(pairs) > 2500
    assert all(read and written for read, written in pairs)
