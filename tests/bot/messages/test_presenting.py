"""An answer becomes a message with the next likely steps, and a trace that replays it."""

import json

import pytest

from bot.messages import Outcome, is_payload
from bot.messages.presenting import MOST_STEPS, NEXT_STEPS, NONE_OF_THESE, present, trace_of
from knowledge.answers import Answer, Choice, State
from knowledge.live import LiveKnowledge
from knowledge.records import RecordKind
from knowledge.text import Aspect
from tests.bot.records import BIRTH, CHECKED, SHOP_WORDS


@pytest.mark.parametrize("state", State)
def test_every_state_of_the_knowledge_is_an_outcome(state: State) -> None:
    assert present(Answer(state, "Dạ.")).outcome == state.value
    assert Outcome(state)


def test_a_procedure_offers_what_was_not_told_yet(knowledge: LiveKnowledge) -> None:
    answer = knowledge.answerer.about(BIRTH, (Aspect.DOCUMENTS,))
    spoken = present(answer)
    titles = [button.title for button in spoken.message.buttons]
    assert len(titles) == MOST_STEPS
    assert NEXT_STEPS[Aspect.DOCUMENTS][1] not in titles
    assert spoken.procedure == BIRTH
    (source,) = spoken.message.sources
    assert (source.code, source.checked_on) == (BIRTH, CHECKED)
    assert source.url


def test_asking_back_offers_the_choices_and_a_way_out(knowledge: LiveKnowledge) -> None:
    spoken = present(knowledge.answerer.answer(SHOP_WORDS))
    *choices, last = spoken.message.buttons
    assert spoken.outcome is Outcome.CLARIFY
    assert len(choices) == 2
    assert last == NONE_OF_THESE
    assert all(is_payload(button.payload) for button in choices)


def test_a_faq_offers_no_steps(knowledge: LiveKnowledge) -> None:
    assert present(knowledge.answerer.about("vneid-la-gi")).message.buttons == ()


def test_long_titles_are_cut_and_long_references_left_out() -> None:
    choices = (
        Choice("Thủ tục " + "rất dài " * 30, "1.000001"),
        Choice("Tên thường", "x" * 80),
    )
    answer = Answer(State.CLARIFY, "Việc nào ạ?", RecordKind.PROCEDURE, choices=choices)
    first, last = present(answer).message.buttons
    assert len(first.title) <= 60
    assert first.title.endswith("…")
    assert last == NONE_OF_THESE


def test_a_trace_replays_the_answer(knowledge: LiveKnowledge) -> None:
    question = "làm khai sinh mất bao nhiêu tiền"
    answer = knowledge.answerer.answer(question)
    trace = json.loads(json.dumps(trace_of(answer, question, knowledge.versions)))
    assert trace["question"] == question
    assert trace["state"] == "answered"
    assert trace["aspects"] == ["fee"]
    assert trace["model"].startswith("multilingual-e5-small")
    assert trace["index"]
    assert {"key", "title", "score", "cosine", "words", "by"} == set(trace["hits"][0])
