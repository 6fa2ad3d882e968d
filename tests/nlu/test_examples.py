"""The training lines: enough of them, clean, none in two intents, none held out."""

import unicodedata
from collections import Counter
from typing import Any

import pytest

# Only buttons send these; nobody types them.
BUTTONS_ONLY = {"choose", "faq", "quiz_answer", "feedback_kind", "rate_never"}
LARGE = {"ask_procedure", "ask_documents", "ask_fee", "ask_time_limit", "give_feedback"}

Examples = dict[str, list[str]]


def _folded(text: str) -> str:
    """Lower case, no accents: how a line and its unaccented copy look alike."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Mn").split())


def test_every_intent_of_the_domain_has_lines(domain: dict[str, Any], examples: Examples) -> None:
    assert set(examples) == set(domain["intents"]) - BUTTONS_ONLY


def test_at_least_thirty_lines_an_intent(examples: Examples) -> None:
    few = {intent: len(lines) for intent, lines in examples.items() if len(lines) < 30}
    assert not few


def test_the_large_questions_have_sixty(examples: Examples) -> None:
    assert not {intent for intent in LARGE if len(examples[intent]) < 60}


def test_no_line_twice(examples: Examples) -> None:
    """Neither within an intent nor in two: contradictory lines teach nothing."""
    count = Counter(line.lower() for lines in examples.values() for line in lines)
    assert not [line for line, times in count.items() if times > 1]


def test_no_line_becomes_ambiguous_without_accents(examples: Examples) -> None:
    """'đúng' and 'dừng' are both 'dung': the importer drops such copies, so few may exist."""
    meant: dict[str, set[str]] = {}
    for intent, lines in examples.items():
        for line in lines:
            meant.setdefault(_folded(line), set()).add(intent)
    assert {text for text, intents in meant.items() if len(intents) > 1} <= {"dung", "o"}


@pytest.mark.parametrize("what", ["examples", "heldout"])
def test_nfc_and_no_invisible_characters(what: str, request: pytest.FixtureRequest) -> None:
    table: Examples = request.getfixturevalue(what)
    for lines in table.values():
        for line in lines:
            assert line == unicodedata.normalize("NFC", line) == line.strip(), line
            assert not any(unicodedata.category(c) in {"Cc", "Cf"} for c in line), line


def test_no_markup_of_rasa_by_accident(examples: Examples) -> None:
    """'[a](b)' in a line would be read as an entity."""
    assert not [line for lines in examples.values() for line in lines if "](" in line]


def test_held_out_sentences_are_held_out(examples: Examples, heldout: Examples) -> None:
    trained = {_folded(line) for lines in examples.values() for line in lines}
    leaked = {
        text
        for texts in heldout.values()
        for text in texts
        if _folded(text) in trained and len(text.split()) > 2
    }
    assert not leaked


def test_six_held_out_sentences_an_intent(domain: dict[str, Any], heldout: Examples) -> None:
    assert set(heldout) == set(domain["intents"]) - BUTTONS_ONLY
    assert not {intent for intent, texts in heldout.items() if len(texts) < 6}
