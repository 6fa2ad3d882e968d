"""Parts die and come back: the citizen still gets one fitting answer, and nothing is lost."""

import itertools
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from bot.messages.texts import sentence
from bot.store import Direction, InboundUpdate
from tests.e2e.officer import by, said, still_true
from tests.e2e.processes import wait_until
from tests.e2e.stack import Stack
from tests.e2e.talk import Talk

SIMPLE = sentence("simple_mode")
SIMPLE_SECONDS = 2.0
# A part that hangs is waited for (MOTCUA_TURN_SECONDS, 8 by default) before the index answers.
HANGING_SECONDS = 12.0
ANSWER_SECONDS = 45.0
CHATS = itertools.count(830_001)


@pytest.fixture(autouse=True)
def whole_again(stack: Stack) -> Iterator[None]:
    """Whatever a test broke runs again for the next one."""
    yield
    for server in stack.servers:
        server.thaw()
    stack.start()


def timed(talk: Talk, text: str) -> float:
    started = time.monotonic()
    talk.say(text)
    return time.monotonic() - started


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_a_dead_part_means_simple_mode_at_once_and_dialogue_after_its_return(
    stack: Stack, talk: Talk, part: str
) -> None:
    talk.say("xin chào")
    server = getattr(stack, part)
    server.kill()
    seconds = timed(talk, "làm khai sinh cần gì")
    turn = talk.turns[-1]
    assert turn.outcome == "answered", talk.transcript()
    assert "chứng sinh" in turn.text.casefold()
    assert SIMPLE in turn.text, "it does not say that it is in simple mode"
    assert turn.text.count(SIMPLE) == 1
    assert turn.sources
    assert seconds < SIMPLE_SECONDS, f"{seconds:.1f} s"
    states = stack.states()
    assert states[part] is False
    assert states["store"] is True
    assert stack.http.get("/readyz").status_code == 503
    assert stack.http.get("/healthz").status_code == 200

    follow = talk.say("lệ phí bao nhiêu")
    assert follow.procedure == "1.001193", "the subject is kept in simple mode"

    stack.start()
    after = talk.say("đăng ký tạm trú cần gì")
    assert after.outcome == "answered"
    assert SIMPLE not in after.text
    assert talk.say("tôi muốn gửi phản ánh").outcome == "form", "the dialogue is back"


def test_both_dead_still_answers_and_reaches_people(stack: Stack, talk: Talk) -> None:
    stack.rasa.kill()
    stack.actions.kill()
    assert talk.say("dang ky tam tru can gi").procedure == "1.004194"
    assert talk.say("cứu với nhà tôi đang cháy").outcome == "emergency"
    handed = talk.say("cho tôi gặp cán bộ")
    assert handed.outcome == "handed_off"
    assert "PA-" in handed.text
    assert talk.say("dừng nhận tin").outcome == "form"
    assert talk.say("").outcome == "clarify"


def test_buttons_work_in_simple_mode(stack: Stack, talk: Talk) -> None:
    talk.say("đăng ký tạm trú cần gì")
    stack.rasa.kill()
    assert "15.000" in talk.press("Lệ phí").text


def test_a_hanging_dialogue_is_answered_once_and_its_late_answer_never_comes(
    stack: Stack,
) -> None:
    chat = next(CHATS)
    stack.telegram.push_text(chat, "/start")
    assert wait_until(lambda: _shown(stack, chat) == 1, ANSWER_SECONDS)
    stack.rasa.freeze()
    started = time.monotonic()
    stack.telegram.push_text(chat, "làm khai sinh cần gì")
    assert wait_until(lambda: _shown(stack, chat) == 2, ANSWER_SECONDS)
    assert time.monotonic() - started < HANGING_SECONDS
    assert SIMPLE in _texts(stack, chat)[-1]
    stack.rasa.thaw()
    still_true(6)
    assert _shown(stack, chat) == 2, _texts(stack, chat)


def test_two_messages_in_one_second_are_answered_in_order_once_each(stack: Stack) -> None:
    chat = next(CHATS)
    stack.telegram.push_text(chat, "làm khai sinh cần gì")
    stack.telegram.push_text(chat, "bao lâu có")
    assert wait_until(lambda: _shown(stack, chat) == 2, ANSWER_SECONDS), _texts(stack, chat)
    still_true(3)
    first, second = _texts(stack, chat)
    assert "Giấy tờ cần có" in first
    assert "Thời hạn" in second, "the second is about the subject of the first"


def test_a_restart_of_the_bot_answers_what_came_meanwhile_and_nothing_twice(stack: Stack) -> None:
    chat = next(CHATS)
    stack.telegram.push_text(chat, "làm khai sinh cần gì")
    assert wait_until(lambda: _shown(stack, chat) == 1, ANSWER_SECONDS)
    stack.bot.kill()
    stack.telegram.push_text(chat, "bao lâu có")
    stack.start()
    assert wait_until(lambda: _shown(stack, chat) == 2, ANSWER_SECONDS), _texts(stack, chat)
    still_true(4)
    texts = _texts(stack, chat)
    assert len(texts) == 2, texts
    assert "15 giờ" in texts[1], "the subject outlives the restart"


def test_a_message_under_way_when_the_bot_dies_is_not_lost(stack: Stack) -> None:
    """Noted as handled before it was answered, it was never answered: Telegram sends once."""
    chat = next(CHATS)
    stack.telegram.push_text(chat, "/start")
    assert wait_until(lambda: _shown(stack, chat) == 1, ANSWER_SECONDS)
    stack.rasa.freeze()
    update = stack.telegram.push_text(chat, "đăng ký tạm trú cần gì")
    assert wait_until(lambda: _noted(stack, update), 10, 0.05), "the bot did not take it up"
    still_true(1)
    stack.bot.kill()
    stack.rasa.thaw()
    stack.start()
    assert wait_until(lambda: _shown(stack, chat) >= 2, ANSWER_SECONDS), (
        "the citizen never gets an answer, nor a word of what happened"
    )
    still_true(3)
    assert _shown(stack, chat) == 2


def test_a_talk_held_by_nobody_is_written_down_once_per_turn(stack: Stack, talk: Talk) -> None:
    stack.actions.kill()
    talk.say("làm khai sinh cần gì")
    stack.start()
    talk.say("bao lâu có")
    messages = said(stack.store, "web", talk.name)
    assert len(by(messages, Direction.CITIZEN)) == 2
    assert len(by(messages, Direction.BOT)) == 2


def test_telegram_gone_for_a_while_does_not_hurt_the_web(stack: Stack, talk: Talk) -> None:
    from tests.loopback.telegram import ApiError

    stack.telegram.fail_next(ApiError(502, "Bad Gateway"), times=3, method="getUpdates")
    assert talk.say("làm khai sinh cần gì").outcome == "answered"
    chat = next(CHATS)
    stack.telegram.push_text(chat, "/start")
    assert wait_until(lambda: _shown(stack, chat) == 1, ANSWER_SECONDS)


def test_a_form_goes_on_after_rasa_came_back(stack: Stack, talk: Talk) -> None:
    talk.say("tôi muốn gửi phản ánh")
    stack.rasa.kill()
    stack.start()
    turn = talk.say("rác trước ngõ nhà tôi một tuần nay không ai thu gom")
    assert turn.outcome == "form", talk.transcript()
    assert "ở đâu" in turn.text


def test_many_at_once_each_get_their_own_answer(stack: Stack) -> None:
    import concurrent.futures

    questions = {
        "làm khai sinh cần gì": "1.001193",
        "đăng ký tạm trú cần gì": "1.004194",
        "mất căn cước làm lại cần gì": "1.014064",
    }
    talks = [(Talk(stack.http), *pair) for pair in list(questions.items()) * 6]
    with concurrent.futures.ThreadPoolExecutor(len(talks)) as pool:
        turns = list(pool.map(lambda t: t[0].say(t[1]), talks))
    wrong = [
        f"{said_} → {turn.procedure}"
        for (_, said_, code), turn in zip(talks, turns, strict=True)
        if turn.procedure != code
    ]
    assert not wrong


def _texts(stack: Stack, chat: int) -> list[str]:
    return [sent.text for sent in stack.telegram.sent if sent.chat_id == chat]


def _shown(stack: Stack, chat: int) -> int:
    return len(_texts(stack, chat))


def _noted(stack: Stack, update: int) -> bool:
    with stack.store.session() as session:
        return bool(
            session.scalar(
                select(func.count())
                .select_from(InboundUpdate)
                .where(InboundUpdate.update_id == str(update))
            )
        )
