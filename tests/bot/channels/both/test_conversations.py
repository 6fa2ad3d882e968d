"""The same conversations on both channels: the same words, and degradations that can be seen."""

import datetime as dt

from sqlalchemy import select

from bot.conversation import Hub
from bot.desk import Cases, Replies
from bot.messages import Button, OutboundMessage, Outcome, QuizQuestion, SourceLine, is_payload
from bot.messages.texts import sentence
from bot.messages.wire import Spoken
from bot.store import Case, Conversation, DeliveryState, Direction, Store
from tests.bot import people
from tests.bot.channels.both.phones import Phone
from tests.bot.channels.telegram.helpers import until
from tests.bot.scripted_dialogue import Part, ScriptedDialogue, spoken

TITLES = ("Khai sinh", "Tạm trú", "Sao y")
SOURCE = SourceLine(
    title="Đăng ký khai sinh",
    code="1.001193",
    url="https://dichvucong.gov.vn/khai-sinh",
    checked_on=dt.date(2026, 11, 1),
)


def part(message: OutboundMessage, outcome: Outcome = Outcome.ANSWERED) -> Part:
    said = Spoken(message=message, outcome=outcome)
    return {"recipient_id": "x", "custom": said.model_dump(mode="json")}


def choices(*titles: str) -> tuple[Button, ...]:
    return tuple(
        Button(title=title, payload=f'/choose{{"procedure":"1.00{number}"}}')
        for number, title in enumerate(titles, start=1)
    )


def asks(dialogue: ScriptedDialogue, *titles: str) -> None:
    """Words are asked back with these choices; a press is answered."""
    question = OutboundMessage(text="Ông/bà hỏi việc nào?", buttons=choices(*titles))
    dialogue.script = lambda _, text: [
        spoken() if is_payload(text) else part(question, Outcome.CLARIFY)
    ]


async def test_an_answer_comes_with_its_source_and_the_day(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    answer = OutboundMessage(text="Cần giấy chứng sinh. Lệ phí < 8.000 đồng.", sources=(SOURCE,))
    dialogue.script = lambda *_: [part(answer)]
    await phone.say("làm khai sinh cần gì")
    (shown,) = await phone.shown(1)
    assert shown.text.startswith("Cần giấy chứng sinh. Lệ phí < 8.000 đồng.")
    assert "Nguồn: Đăng ký khai sinh (1.001193), kiểm tra ngày 01/11/2026" in shown.text


async def test_one_delivered_twice_is_answered_once(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    await phone.deliver_twice("một")
    await phone.say("hai")
    assert [one.text for one in await phone.shown(2)] == ["Nghe: một", "Nghe: hai"]
    assert dialogue.texts == ["một", "hai"]


async def test_a_choice_is_pressed_and_officers_read_its_title(
    phone: Phone, dialogue: ScriptedDialogue, sqlite_store: Store
) -> None:
    asks(dialogue, *TITLES)
    await phone.say("đăng ký")
    (shown,) = await phone.shown(1)
    assert shown.choices == TITLES
    await phone.press("Tạm trú")
    await phone.shown(2)
    assert dialogue.texts[-1] == choices(*TITLES)[1].payload
    assert people.said(sqlite_store, Direction.CITIZEN)[-1].text == "Tạm trú"


async def test_a_choice_is_named_by_number_or_by_its_words(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    for number, said in enumerate(("2", "Tạm trú"), start=1):
        asks(dialogue, *TITLES)
        await phone.say("đăng ký")
        await phone.shown(2 * number - 1)
        await phone.say(said)
        await phone.shown(2 * number)
        assert dialogue.texts[-1] == choices(*TITLES)[1].payload


async def test_more_choices_than_zalo_has_buttons_can_all_be_chosen(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    titles = tuple(f"Việc thứ {number}" for number in range(1, 9))
    asks(dialogue, *titles)
    await phone.say("đăng ký")
    (shown,) = await phone.shown(1)
    assert shown.choices == titles
    await phone.press("Việc thứ 7")
    await phone.shown(2)
    assert dialogue.texts[-1] == choices(*titles)[6].payload


async def test_a_quiz_shows_all_its_options(phone: Phone, dialogue: ScriptedDialogue) -> None:
    quiz = QuizQuestion(options=("15 giờ", "17 giờ"), correct=1, explanation="Theo thông báo.")
    asked = OutboundMessage(text="Một cửa đóng lúc mấy giờ?", quiz=quiz)
    dialogue.script = lambda *_: [part(asked, Outcome.FORM)]
    await phone.say("thi")
    (shown,) = await phone.shown(1)
    assert shown.text.startswith("Một cửa đóng lúc mấy giờ?")
    assert shown.options == ("15 giờ", "17 giờ")


async def test_a_step_takes_the_place_of_the_last_where_that_can_be_done(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    first = OutboundMessage(text="Bước 1", buttons=choices("Tiếp"))
    said = {
        "các bước": first,
        first.buttons[0].payload: OutboundMessage(text="Bước 2", replaces=True),
        "cảm ơn": OutboundMessage(text="Xong."),
    }
    dialogue.script = lambda _, text: [part(said[text])]
    await phone.say("các bước")
    await phone.shown(1)
    await phone.press("Tiếp")
    await until(lambda: len(dialogue.texts) == 2)
    await phone.say("cảm ơn")
    shown = await phone.shown(2 if phone.edits else 3)
    before = ["Bước 2"] if phone.edits else ["Bước 1", "Bước 2"]
    assert [one.text for one in shown] == [*before, "Xong."]


async def test_a_long_answer_loses_no_word_and_its_buttons_stand_last(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    long = " ".join(f"Giấy tờ thứ {number} phải có bản chính." for number in range(1, 160))
    dialogue.script = lambda *_: [part(OutboundMessage(text=long, buttons=choices("Lệ phí")))]
    await phone.say("tất cả giấy tờ")
    parts = -(-len(long) // phone.most_per_message)
    shown = await phone.shown(parts)
    assert all(len(one.text) <= phone.most_per_message for one in shown)
    assert " ".join(one.text for one in shown) == long
    assert [one.choices for one in shown] == [()] * (len(shown) - 1) + [("Lệ phí",)]


async def test_a_picture_alone_is_asked_for_words(phone: Phone, dialogue: ScriptedDialogue) -> None:
    await phone.send_picture()
    (shown,) = await phone.shown(1)
    assert shown.text == sentence("attachment_only")
    assert dialogue.texts == []


async def test_typed_commands_that_are_none_of_ours_are_words(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    await phone.say("/close_case PA-7K2QX9")
    await phone.shown(1)
    assert not is_payload(dialogue.texts[0])


async def test_a_personal_number_goes_no_further(
    phone: Phone, dialogue: ScriptedDialogue, sqlite_store: Store
) -> None:
    await phone.say("căn cước của tôi là 001204012345, hỏi khai sinh")
    shown = await phone.shown(2)
    assert all("001204012345" not in text for text in dialogue.texts)
    assert all("001204012345" not in said.text for said in people.said(sqlite_store))
    assert shown[-1].text == sentence("personal_data")


async def test_danger_is_answered_before_everything(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    await phone.say("cháy nhà, cứu với")
    (shown,) = await phone.shown(1)
    assert "114" in shown.text
    assert dialogue.texts == []


async def test_without_the_dialogue_simple_mode_answers(
    phone: Phone, dialogue: ScriptedDialogue
) -> None:
    dialogue.stop()
    await phone.say("gặp cán bộ")
    (shown,) = await phone.shown(1)
    assert "cán bộ" in shown.text


async def test_a_person_is_reached_and_the_assistant_is_silent_meanwhile(
    phone: Phone, dialogue: ScriptedDialogue, sqlite_store: Store
) -> None:
    dialogue.script = lambda *_: [spoken("Dạ, xin chờ.", Outcome.HANDED_OFF)]
    await phone.say("gặp cán bộ")
    (shown,) = await phone.shown(1)
    hoa = people.staff(sqlite_store)
    with sqlite_store.session() as session:
        case = session.scalars(select(Case)).one()
        assert case.code in shown.text
        Cases.claim(session, case.id, hoa)
    await phone.say("còn ai không")
    await until(lambda: len(people.said(sqlite_store, Direction.CITIZEN)) == 2)
    replies = Replies(sqlite_store, {phone.channel.name: phone.channel}, Hub())
    replies.write(case.id, hoa, "Dạ, tôi đây.")
    replies.close(case.id, hoa)
    assert await replies.deliver() == 2
    shown = (await phone.shown(3))[1:]
    assert shown[0].text == "Dạ, tôi đây."
    assert case.code in shown[1].text
    assert dialogue.texts == ["gặp cán bộ"]


async def test_who_blocks_is_unreachable_and_the_officer_is_told_what_to_do(
    phone: Phone, dialogue: ScriptedDialogue, sqlite_store: Store
) -> None:
    def reachable() -> bool:
        with sqlite_store.session() as session:
            return bool(session.scalar(select(Conversation.reachable)))

    dialogue.script = lambda *_: [spoken("Dạ, xin chờ.", Outcome.HANDED_OFF)]
    await phone.say("gặp cán bộ")
    await phone.shown(1)
    await phone.block()
    await until(lambda: not reachable())
    hoa = people.staff(sqlite_store)
    with sqlite_store.session() as session:
        case = session.scalars(select(Case)).one()
        Cases.claim(session, case.id, hoa)
    replies = Replies(sqlite_store, {phone.channel.name: phone.channel}, Hub())
    replies.write(case.id, hoa, "Chị ơi?")
    await replies.deliver()
    told = people.said(sqlite_store)[-1]
    assert told.delivery is DeliveryState.UNREACHABLE
    assert "hãy giữ việc" in (told.delivery_note or "")
