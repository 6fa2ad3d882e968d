"""Buttons, numbers and letters: how a choice comes back where nobody says who pressed it."""

import pytest

from bot.messages import (
    Button,
    OutboundMessage,
    Outcome,
    QuizQuestion,
    is_payload,
)
from bot.messages.wire import Spoken
from bot.store import Direction, Store
from tests.bot import people
from tests.bot.channels.zalo.conftest import LAN, NAM, Account
from tests.bot.scripted_dialogue import Part, ScriptedDialogue, spoken
from tests.loopback.zalo import LoopbackZalo

CHOICES = tuple(
    Button(title=title, payload=f'/choose{{"procedure":"{code}"}}')
    for title, code in (("Khai sinh", "1.001193"), ("Tạm trú", "1.004194"), ("Sao y", "2.000815"))
)


def asked_back(buttons: tuple[Button, ...]) -> Part:
    said = Spoken(
        message=OutboundMessage(text="Ông/bà hỏi việc nào?", buttons=buttons),
        outcome=Outcome.CLARIFY,
    )
    return {"recipient_id": "x", "custom": said.model_dump(mode="json")}


@pytest.mark.parametrize("said", ["2", " 2. ", "số 2", "Tạm trú", "tạm trú", "chọn 2"])
async def test_a_number_or_the_words_press_the_button(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue, said: str
) -> None:
    dialogue.script = lambda _, text: [spoken() if is_payload(text) else asked_back(CHOICES)]
    await account.write(LAN, "đăng ký")
    (asked,) = await zalo.arrived(1)
    assert [b["title"] for b in asked.buttons] == ["Khai sinh", "Tạm trú", "Sao y"]
    await account.write(LAN, said)
    await zalo.arrived(2)
    assert dialogue.texts[-1] == CHOICES[1].payload


async def test_a_pressed_button_comes_back_as_its_payload(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue, sqlite_store: Store
) -> None:
    dialogue.script = lambda _, text: [spoken() if is_payload(text) else asked_back(CHOICES)]
    await account.write(LAN, "đăng ký")
    (asked,) = await zalo.arrived(1)
    await account.write(LAN, asked.buttons[2]["payload"])
    await zalo.arrived(2)
    assert dialogue.texts[-1] == CHOICES[2].payload
    heard = [m.text for m in people.said(sqlite_store) if m.direction is Direction.CITIZEN]
    assert heard[-1] == "Sao y", "officers read what was chosen, not its code"


async def test_an_old_button_still_works(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue
) -> None:
    await account.write(LAN, CHOICES[0].payload)
    await zalo.arrived(1)
    assert dialogue.texts == [CHOICES[0].payload]


async def test_a_typed_command_that_is_no_button_of_ours_is_only_words(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue
) -> None:
    await account.write(LAN, "/restart")
    await zalo.arrived(1)
    assert dialogue.texts == ["restart"]


async def test_a_number_without_choices_is_only_a_number(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue
) -> None:
    await account.write(LAN, "2")
    dialogue.script = lambda _, text: [asked_back(CHOICES)]
    await account.write(LAN, "đăng ký")
    await zalo.arrived(2)
    dialogue.script = lambda _, text: [spoken("Dạ rồi.")]
    await account.write(LAN, "9")
    await account.write(LAN, "2")
    await zalo.arrived(4)
    assert dialogue.texts == ["2", "đăng ký", "9", "2"], "the choices were gone after '9'"


async def test_one_person_s_choices_are_not_another_s(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda _, text: [asked_back(CHOICES)]
    await account.write(LAN, "đăng ký")
    await zalo.arrived(1)
    await account.write(NAM, "1")
    await zalo.arrived(2)
    assert dialogue.texts == ["đăng ký", "1"]


async def test_many_choices_are_numbered_and_the_sixth_can_be_chosen(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue
) -> None:
    many = tuple(
        Button(title=f"Việc {n}", payload=f'/choose{{"procedure":"1.00{n}"}}') for n in range(1, 8)
    )
    dialogue.script = lambda _, text: [spoken() if is_payload(text) else asked_back(many)]
    await account.write(LAN, "đăng ký")
    (asked,) = await zalo.arrived(1)
    assert asked.buttons == ()
    assert "6. Việc 6" in asked.text
    await account.write(LAN, "6")
    await zalo.arrived(2)
    assert dialogue.texts[-1] == many[5].payload


@pytest.mark.parametrize(
    ("said", "begins"),
    [("B", "Đúng rồi ạ."), ("2", "Đúng rồi ạ."), ("a", "Chưa đúng ạ. Đáp án: B")],
)
async def test_a_quiz_is_answered_by_letter(
    zalo: LoopbackZalo,
    account: Account,
    dialogue: ScriptedDialogue,
    sqlite_store: Store,
    said: str,
    begins: str,
) -> None:
    quiz = QuizQuestion(options=("15 giờ", "17 giờ"), correct=1, explanation="Theo thông báo.")
    message = OutboundMessage(text="Một cửa đóng lúc mấy giờ?", quiz=quiz)
    asked = Spoken(message=message, outcome=Outcome.FORM).model_dump(mode="json")
    dialogue.script = lambda _, text: [{"recipient_id": "x", "custom": asked}]
    await account.write(LAN, "thi")
    await zalo.arrived(1)
    raw, headers = zalo.events.signed(zalo.events.text(LAN, said))
    for _ in range(2):
        await account.post(raw, headers)
    sent = await zalo.arrived(2)
    assert sent[1].text.startswith(begins)
    assert sent[1].text.endswith("Theo thông báo.")
    await account.write(LAN, "thôi")
    await zalo.arrived(3)
    assert dialogue.texts == ["thi", "thôi"]
    assert len(people.said(sqlite_store)) == 6


@pytest.mark.parametrize("said", ["B", "2", "17 giờ"])
async def test_a_letter_in_a_round_presses_the_option_s_button(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue, said: str
) -> None:
    """Told right or wrong by the channel alone, the round never heard of the answer and stood."""
    quiz = QuizQuestion(options=("15 giờ", "17 giờ"), correct=1)
    buttons = tuple(
        Button(title=option, payload=f'/quiz_answer{{"option":"{at}","question":"gio"}}')
        for at, option in enumerate(quiz.options, start=1)
    )
    message = OutboundMessage(text="Câu 1/5. Một cửa đóng lúc mấy giờ?", quiz=quiz, buttons=buttons)
    asked = Spoken(message=message, outcome=Outcome.FORM).model_dump(mode="json")
    dialogue.script = lambda _, text: [
        spoken() if is_payload(text) else {"recipient_id": "x", "custom": asked}
    ]
    await account.write(LAN, "thi")
    await zalo.arrived(1)
    await account.write(LAN, said)
    await zalo.arrived(2)
    assert dialogue.texts[-1] == buttons[1].payload
