"""The questions: enough, each with a source that is there, and buttons that fit."""

import pytest

from bot.messages import Button
from bot.quiz import Question, bank
from bot.quiz.sources import source_title

LEAST = 60
ALL = list(bank().values())


def test_there_are_enough() -> None:
    assert len(ALL) >= LEAST


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_each_has_a_source_and_fits_every_channel(question: Question) -> None:
    assert source_title(question.source)
    for position in range(1, len(question.options) + 1):
        payload = f'/quiz_answer{{"option":"{position}","question":"{question.id}"}}'
        Button(title=question.options[position - 1], payload=payload)
    assert len(question.poll().explanation) <= 200


def test_the_right_option_stands_in_no_favourite_place() -> None:
    """Writers put it second; whoever always answered '2' must not win."""
    two = [question for question in ALL if len(question.options) >= 2]
    for place in (1, 2):
        share = sum(question.right == place for question in two) / len(two)
        assert share < 0.55


def test_no_question_twice() -> None:
    assert len({question.question for question in ALL}) == len(ALL)
