"""What a message means in its place: a number or a title chooses among the offered buttons."""

import pytest

from bot.conversation import Turns
from bot.conversation.hearing import STOP
from bot.messages import Button, OutboundMessage, Outcome
from bot.messages.wire import Awaits, Request, Spoken
from tests.bot.conversation.writing import say
from tests.bot.scripted_dialogue import Part, ScriptedDialogue

BUTTONS = (
    Button(title="Làm giấy khai sinh", payload='/choose{"procedure":"1.001193"}'),
    Button(title="Đăng ký tạm trú", payload='/choose{"procedure":"1.004194"}'),
)


def _offered(awaits: Awaits | None = None) -> list[Part]:
    message = OutboundMessage(text="Việc nào ạ?", buttons=BUTTONS)
    said = Spoken(message=message, outcome=Outcome.CLARIFY, awaits=awaits)
    return [{"recipient_id": "x", "custom": said.model_dump(mode="json")}]


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("2", BUTTONS[1].payload),
        ("số 1", BUTTONS[0].payload),
        ("Chọn 2.", BUTTONS[1].payload),
        ("b", BUTTONS[1].payload),
        ("dang ky tam tru", BUTTONS[1].payload),
        ("3", "3"),
        ("0", "0"),
        ("2 bản", "2 bản"),
    ],
)
async def test_a_bare_number_or_title_is_the_button(
    turns: Turns, dialogue: ScriptedDialogue, typed: str, heard: str
) -> None:
    dialogue.script = lambda *_: _offered()
    await say(turns, "chứng thực")
    await say(turns, typed)
    assert dialogue.texts[-1] == heard


async def test_an_answer_to_a_form_is_never_taken_for_a_button(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: _offered(Awaits.FEEDBACK_WHERE)
    await say(turns, "đèn hỏng")
    await say(turns, "2")
    assert dialogue.texts[-1] == "2"


async def test_nothing_offered_nothing_chosen(turns: Turns, dialogue: ScriptedDialogue) -> None:
    await say(turns, "1")
    assert dialogue.texts == ["1"]


async def test_dung_stops_the_news_of_whoever_gets_any(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    """Without accents 'dừng' is 'đúng', which says nothing where nothing was asked."""
    await say(turns, "chào")
    await say(turns, "dung")
    assert dialogue.texts[-1] == "dung"
    news = Spoken(
        message=OutboundMessage(text="Đã đăng ký."),
        outcome=Outcome.FORM,
        request=Request.SUBSCRIBE,
    )
    dialogue.script = lambda *_: [{"recipient_id": "x", "custom": news.model_dump(mode="json")}]
    await say(turns, "đăng ký nhận tin")
    await say(turns, "dung")
    assert dialogue.texts[-1] == STOP
    agreeing = OutboundMessage(
        text="Đúng chưa?", buttons=(Button(title="Đúng", payload="/affirm"),)
    )
    asked = Spoken(message=agreeing, outcome=Outcome.FORM)
    dialogue.script = lambda *_: [{"recipient_id": "x", "custom": asked.model_dump(mode="json")}]
    await say(turns, "phản ánh")
    await say(turns, "dung")
    assert dialogue.texts[-1] != STOP
