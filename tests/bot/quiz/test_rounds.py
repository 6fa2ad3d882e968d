"""The quiz: begun, answered, stopped, ranked; on both databases."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine

from bot.conversation import Turns
from bot.messages import Reply
from bot.messages.wire import Request
from bot.quiz import Contest, bank
from bot.quiz.ranking import standing
from bot.store import Store
from tests.bot.conversation.writing import say, text_of
from tests.bot.scripted_dialogue import ScriptedDialogue, spoken

Make = Callable[[Store], Turns]
NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def contest() -> Contest:
    return Contest(
        id="cchc",
        name="Tìm hiểu cải cách",
        organiser="UBND phường Mẫu",
        opens=dt.date(2026, 11, 1),
        until=dt.date(2026, 11, 30),
        questions=5,
    )


async def _ask(
    turns: Turns, dialogue: ScriptedDialogue, request: Request, who: str = "lan", **details: str
) -> Reply:
    dialogue.script = lambda *_: [spoken("Dạ.", request=request, details=details)]
    return await say(turns, "một lời", who)


async def _answer(
    turns: Turns, dialogue: ScriptedDialogue, reply: Reply, who: str, *, right: bool = True
) -> Reply:
    """Answer the question that ``reply`` asks, as its buttons do."""
    poll = reply.messages[-1].quiz
    assert poll is not None
    option = poll.correct if right else (poll.correct + 1) % len(poll.options)
    return await _ask(turns, dialogue, Request.QUIZ_ANSWER, who, option=str(option + 1))


async def _round(turns: Turns, dialogue: ScriptedDialogue, who: str, *, wrong: int = 0) -> Reply:
    reply = await _ask(turns, dialogue, Request.QUIZ_START, who)
    for number in range(5):
        reply = await _answer(turns, dialogue, reply, who, right=number >= wrong)
    return reply


async def test_a_round_from_the_first_question_to_the_score(
    store: Store, turns_on: Make, dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)
    with time_machine.travel(NOW):
        reply = await _round(turns, dialogue, "lan", wrong=2)
        assert "trả lời đúng 3 câu" in text_of(reply)
        assert "đứng thứ 1 trên 1 người" in text_of(reply)
        assert "3 trên 5" in text_of(await _ask(turns, dialogue, Request.QUIZ_RESULT))


async def test_a_question_is_a_poll_and_buttons_with_the_same_options(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    (message,) = (await _ask(turns, dialogue, Request.QUIZ_START)).messages
    assert message.quiz is not None
    assert tuple(button.title for button in message.buttons) == message.quiz.options


async def test_the_answer_is_explained_with_its_source(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    asked = await _ask(turns, dialogue, Request.QUIZ_START)
    told = text_of(await _answer(turns, dialogue, asked, "lan", right=False))
    assert "Chưa đúng" in told
    assert "Theo:" in told


async def test_a_button_of_an_earlier_question_changes_nothing(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    await _ask(turns, dialogue, Request.QUIZ_START)
    reply = await _ask(turns, dialogue, Request.QUIZ_ANSWER, option="1", question="khac")
    assert "Câu 1/5" in text_of(reply)


@pytest.mark.parametrize("option", ["", "0", "9", "x"])
async def test_what_is_no_option_changes_nothing(
    turns: Turns, dialogue: ScriptedDialogue, option: str
) -> None:
    await _ask(turns, dialogue, Request.QUIZ_START)
    reply = await _ask(turns, dialogue, Request.QUIZ_ANSWER, option=option)
    assert "Câu 1/5" in text_of(reply)


async def test_a_round_that_was_stopped_counts_nothing(
    store: Store, turns_on: Make, dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)
    with time_machine.travel(NOW):
        await _ask(turns, dialogue, Request.QUIZ_START)
        assert "dừng phần câu hỏi" in text_of(await _ask(turns, dialogue, Request.QUIZ_STOP))
        assert text_of(await _ask(turns, dialogue, Request.QUIZ_STOP)) == "Dạ."
        assert "chưa làm bài nào" in text_of(await _ask(turns, dialogue, Request.QUIZ_RESULT))


async def test_more_right_answers_rank_first_then_the_quicker(
    store: Store, turns_on: Make, dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)
    with time_machine.travel(NOW, tick=False) as clock:
        for who, wrong, seconds in (("an", 1, 10), ("binh", 0, 60), ("chi", 0, 30)):
            reply = await _ask(turns, dialogue, Request.QUIZ_START, who)
            clock.shift(seconds)
            for number in range(5):
                reply = await _answer(turns, dialogue, reply, who, right=number >= wrong)
    with store.session() as session:
        ranked = standing(session, "cchc")
        assert [(one.score, one.seconds) for one in ranked] == [(5, 30), (5, 60), (4, 10)]


async def test_only_the_best_round_of_a_person_counts(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    with time_machine.travel(NOW):
        await _round(turns, dialogue, "lan", wrong=3)
        await _round(turns, dialogue, "lan", wrong=1)
        with sqlite_store.session() as session:
            assert [one.score for one in standing(session, "cchc")] == [4]


async def test_outside_of_its_days_a_contest_is_practice(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    with time_machine.travel(NOW + dt.timedelta(days=60)):
        await _round(turns, dialogue, "lan")
        with sqlite_store.session() as session:
            assert standing(session, "cchc") == []


async def test_a_round_asks_no_question_twice(turns: Turns, dialogue: ScriptedDialogue) -> None:
    reply = await _ask(turns, dialogue, Request.QUIZ_START)
    seen = set()
    for _ in range(5):
        button = reply.messages[-1].buttons[0]
        seen.add(button.payload.split('"question":"')[1].rstrip('"}'))
        reply = await _answer(turns, dialogue, reply, "lan")
    assert len(seen) == 5
    assert seen <= set(bank())
