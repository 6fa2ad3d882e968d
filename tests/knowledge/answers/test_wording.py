"""Every sentence that can be said is there, and every place in it is filled."""

import re
from pathlib import Path

import pytest

from knowledge.answers import State
from knowledge.answers.wording import _FILE, label, say
from knowledge.text import Aspect, clean


@pytest.mark.parametrize("aspect", [aspect for aspect in Aspect if aspect is not Aspect.OVERVIEW])
def test_every_aspect_has_a_heading(aspect: Aspect) -> None:
    assert label(aspect)


@pytest.mark.parametrize("state", [State.NO_SOURCE, State.OUT_OF_SCOPE, State.CLARIFY])
def test_every_state_without_a_record_has_its_sentence(state: State) -> None:
    assert say(state)


def test_every_sentence_asked_for_in_the_code_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(_FILE).parent.glob("*.py"))
    asked = set(re.findall(r'say\("(\w+)"', code))
    written = set(re.findall(r"^(\w+):", _FILE.read_text(encoding="utf-8"), re.MULTILINE))
    assert asked
    assert asked - written == set()


def test_sentences_are_written_in_one_spelling() -> None:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        assert " ".join(line.split()) == clean(line)
