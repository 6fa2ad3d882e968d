"""When the dialogue is down, slow or talks nonsense, the index answers, in time, and says so."""

import time

import pytest

from bot.conversation import Turns
from bot.conversation.simple import SimpleMode
from bot.messages import Button, OutboundMessage, Outcome
from bot.messages.presenting import NEXT_STEPS
from bot.messages.texts import sentence
from bot.messages.wire import Request, Spoken
from bot.store import Store, Subscription
from knowledge.live import LiveKnowledge
from tests.bot.conftest import DIALOGUE_SECONDS, UNIT
from tests.bot.conversation.writing import inbound, say, text_of
from tests.bot.records import BIRTH, SHOP_WORDS
from tests.bot.scripted_dialogue import Part, Raw, ScriptedDialogue

SIMPLE = "chế độ đơn giản"
GARBAGE = {
    "no JSON": Raw(b"<html>Bad gateway</html>"),
    "cut off": Raw(b'[{"text": "D'),
    "not text": Raw(b"\xff\xfe\x00"),
    "nothing": Raw(b"[]"),
    "no body": Raw(b""),
    "null": Raw(b"null"),
    "an object": Raw(b'{"error": "x"}'),
    "numbers": Raw(b"[1, 2]"),
    "words": Raw(b'["hello"]'),
    "a part without text": Raw(b'[{"recipient_id": "x"}]'),
    "an image": Raw(b'[{"recipient_id": "x", "image": "http://127.0.0.1/x.png"}]'),
    "empty text": Raw(b'[{"text": ""}]'),
    "null text": Raw(b'[{"text": null}]'),
    "a button without payload": Raw(b'[{"text": "a", "buttons": [{"title": "b"}]}]'),
    "custom of another version": Raw(b'[{"custom": {"message": {"text": "a"}, "new": 1}}]'),
    "custom null": Raw(b'[{"custom": null}]'),
    "server error": Raw(b"[]", 500),
    "busy": Raw(b'{"status":"failure"}', 409),
    "moved": Raw(b"", 302),
}


@pytest.mark.parametrize("raw", GARBAGE.values(), ids=GARBAGE)
async def test_whatever_the_dialogue_says_amiss_the_index_answers(
    turns: Turns, dialogue: ScriptedDialogue, raw: Raw
) -> None:
    dialogue.script = lambda *_: raw
    reply = await say(turns, "làm khai sinh cần giấy tờ gì")
    assert reply.outcome is Outcome.ANSWERED
    assert "Giấy chứng sinh" in text_of(reply)
    assert SIMPLE in text_of(reply)


async def test_a_dialogue_that_is_down_is_told_at_once(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    dialogue.stop()
    started = time.perf_counter()
    reply = await say(turns, "làm khai sinh cần giấy tờ gì")
    assert time.perf_counter() - started < DIALOGUE_SECONDS + 2
    assert (reply.outcome, reply.procedure) == (Outcome.ANSWERED, BIRTH)
    assert reply.messages[0].sources
    assert SIMPLE in text_of(reply)


async def test_a_slow_dialogue_is_not_waited_for(turns: Turns, dialogue: ScriptedDialogue) -> None:
    def slow(*_: str) -> list[Part]:
        time.sleep(DIALOGUE_SECONDS + 4)
        return []

    dialogue.script = slow
    started = time.perf_counter()
    reply = await say(turns, "làm khai sinh cần giấy tờ gì")
    assert time.perf_counter() - started < DIALOGUE_SECONDS + 2
    assert SIMPLE in text_of(reply)


async def test_a_dialogue_that_drips_is_not_waited_for(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    """The time limit is the turn's, not that of each byte."""
    dialogue.script = lambda *_: Raw(b'[{"text": "' + b"a" * 40 + b'"}]', drip_seconds=0.15)
    started = time.perf_counter()
    reply = await say(turns, "làm khai sinh cần giấy tờ gì")
    assert time.perf_counter() - started < DIALOGUE_SECONDS + 2
    assert SIMPLE in text_of(reply)


async def test_it_goes_on_with_the_dialogue_when_that_is_back(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    usual, dialogue.script = dialogue.script, lambda *_: Raw(b"", 503)
    assert SIMPLE in text_of(await say(turns, "làm khai sinh cần giấy tờ gì"))
    dialogue.script = usual
    assert text_of(await say(turns, "xin chào")) == "Nghe: xin chào"


async def test_follow_ups_keep_the_subject(turns: Turns, dialogue: ScriptedDialogue) -> None:
    dialogue.stop()
    for question, told in (
        ("làm khai sinh cần giấy tờ gì", "Giấy chứng sinh"),
        ("bao lâu có", "Trong ngày làm việc"),
        ("nộp online được không", "trực tuyến"),
        ("gửi bưu điện về nhà nhé", "bưu chính"),
        ("làm giấy kết hôn mất bao nhiêu tiền", "Không mất tiền"),
        ("cần giấy tờ gì", "Tờ khai đăng ký kết hôn"),
    ):
        reply = await say(turns, question)
        assert reply.outcome is Outcome.ANSWERED, question
        assert told in text_of(reply)


async def test_the_subject_is_one_person_s_own(turns: Turns, dialogue: ScriptedDialogue) -> None:
    dialogue.stop()
    await say(turns, "làm khai sinh cần giấy tờ gì", "lan")
    assert "Trong ngày" not in text_of(await say(turns, "bao lâu có", "minh"))


async def test_buttons_work(turns: Turns, dialogue: ScriptedDialogue) -> None:
    dialogue.stop()
    reply = await say(turns, "đăng ký khai sinh")
    for button in reply.messages[0].buttons:
        pressed = await turns.handle(inbound(button.title, payload=button.payload))
        assert pressed.outcome is Outcome.ANSWERED
        assert pressed.procedure == BIRTH
    asked_back = await say(turns, SHOP_WORDS)
    assert asked_back.outcome is Outcome.CLARIFY
    chosen = asked_back.messages[0].buttons[0]
    pressed = await turns.handle(inbound(chosen.title, payload=chosen.payload))
    assert pressed.outcome is Outcome.ANSWERED
    human = asked_back.messages[0].buttons[-1]
    pressed = await turns.handle(inbound(human.title, payload=human.payload))
    assert pressed.outcome is Outcome.HANDED_OFF


@pytest.fixture
def simple(knowledge: LiveKnowledge) -> SimpleMode:
    return SimpleMode(knowledge, UNIT)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Xin chào!", Outcome.SMALLTALK),
        ("cam on nhe", Outcome.SMALLTALK),
        ("cho tôi gặp cán bộ", Outcome.HANDED_OFF),
        ("GẶP NGƯỜI", Outcome.HANDED_OFF),
        ("/talk_to_human", Outcome.HANDED_OFF),
        ("/greet", Outcome.SMALLTALK),
        ("mất sổ hộ khẩu giấy", Outcome.EXPIRED_SOURCE),
        ("thời tiết ngày mai ở sao Hỏa", Outcome.OUT_OF_SCOPE),
        ('/ask_fee{"procedure":"9.999999"}', Outcome.NO_SOURCE),
    ],
)
def test_what_simple_mode_makes_of_it(simple: SimpleMode, text: str, outcome: Outcome) -> None:
    assert simple.answer(text).outcome is outcome


@pytest.mark.parametrize("aspect", NEXT_STEPS)
def test_every_next_step_is_told(simple: SimpleMode, aspect: str) -> None:
    intent, _ = NEXT_STEPS[aspect]  # type: ignore[index]
    spoken = simple.answer(f'/{intent}{{"procedure":"{BIRTH}"}}')
    assert spoken.outcome is Outcome.ANSWERED
    assert spoken.procedure == BIRTH


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("đăng ký nhận tin", Request.SUBSCRIBE),
        ("Dang ky nhan tin.", Request.SUBSCRIBE),
        ("dừng nhận tin", Request.UNSUBSCRIBE),
        ("DỪNG", Request.UNSUBSCRIBE),
        ("huy nhan tin", Request.UNSUBSCRIBE),
    ],
)
def test_news_can_be_had_and_left_without_the_dialogue(
    simple: SimpleMode, text: str, asked: Request
) -> None:
    assert simple.answer(text).request is asked


async def test_leaving_the_news_works_while_the_dialogue_is_down(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.stop()
    await say(turns, "đăng ký nhận tin")
    await say(turns, "dừng nhận tin")
    with sqlite_store.session() as session:
        assert session.query(Subscription).one().ended_at is not None


async def test_steps_are_read_one_by_one_in_simple_mode_too(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    dialogue.stop()
    payload = '/ask_steps{"procedure":"1.000894","option":"2"}'
    reply = await turns.handle(inbound("Bước sau ▶", payload=payload))
    assert "Bước 2/3: Cán bộ xem giấy tờ." in reply.messages[0].text
    assert reply.messages[0].replaces


async def test_a_form_is_not_answered_in_simple_mode_but_a_question_in_it_is(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    """What the form asked stays asked: the words would otherwise be searched for and lost."""
    asked = OutboundMessage(
        text="Việc đó ở đâu ạ?", buttons=(Button(title="Thôi", payload="/cancel"),)
    )
    part = Spoken(message=asked, outcome=Outcome.FORM).model_dump(mode="json")
    dialogue.script = lambda *_: [{"custom": part}]
    await say(turns, "đèn đường hỏng cả tuần nay")
    dialogue.stop()
    paused = await say(turns, "đầu ngõ nhà bà Tư, tối om")
    assert paused.outcome is Outcome.FORM
    assert sentence("form_paused") in text_of(paused)
    assert "Giấy chứng sinh" in text_of(await say(turns, "làm khai sinh cần giấy tờ gì"))


@pytest.mark.parametrize(
    ("words", "button"),
    [("dữ liệu của tôi", "/export_my_data"), ("xoa du lieu cua toi", "/erase_my_data")],
)
async def test_one_s_own_data_can_be_asked_for(
    turns: Turns, dialogue: ScriptedDialogue, words: str, button: str
) -> None:
    dialogue.stop()
    reply = await say(turns, words)
    assert button in [shown.payload for shown in reply.messages[0].buttons]
