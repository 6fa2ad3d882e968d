"""The process dies in the middle of a turn: one answer in the end, never two, never none."""

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine

from bot.conversation import Deliveries, Hub, Resuming, Turns
from bot.conversation.incoming import receive
from bot.desk import Cases, Replies
from bot.messages import Attachment, InboundMessage, Outcome
from bot.store import Conversation, DeliveryState, Message, Store
from tests.bot import people
from tests.bot.conversation.writing import inbound
from tests.bot.people import ToldChannel
from tests.bot.scripted_dialogue import ScriptedDialogue, spoken

FEE = '/ask_fee{"procedure":"1.001193"}'


class Bot:
    """One process after another on the same store; ``phone`` keeps what citizens are sent."""

    def __init__(self, store: Store, turns: Turns) -> None:
        self.store = store
        self.turns = replace(turns, told=frozenset({"telegram"}))
        self.phone = ToldChannel()
        self.replies = Replies(store, {"telegram": self.phone}, Hub())

    def dies_after_hearing(self, message: InboundMessage) -> None:
        self.turns.ear.hear(message, receive(message))

    async def starts(self) -> None:
        self.replies.forget_interrupted()
        await asyncio.gather(*await Resuming(self.turns).begin())
        await self.replies.deliver()

    @property
    def messages(self) -> list[Message]:
        return people.said(self.store)


@pytest.fixture
def bot(store: Store, turns_on: Callable[[Store], Turns]) -> Bot:
    return Bot(store, turns_on(store))


async def test_what_was_heard_and_not_answered_is_answered_once(bot: Bot) -> None:
    bot.dies_after_hearing(inbound("làm khai sinh cần gì"))
    await bot.starts()
    assert bot.phone.sent == [("lan", "Nghe: làm khai sinh cần gì")]
    await bot.starts()
    assert len(bot.phone.sent) == 1
    assert [message.delivery for message in bot.messages] == [DeliveryState.SENT] * 2


async def test_a_pressed_button_is_still_a_button(bot: Bot, dialogue: ScriptedDialogue) -> None:
    bot.dies_after_hearing(inbound("Lệ phí", payload=FEE))
    await bot.starts()
    assert dialogue.texts == [FEE]


async def test_hidden_numbers_are_still_remarked_on(bot: Bot) -> None:
    bot.dies_after_hearing(inbound("căn cước 012345678901 của tôi mất rồi"))
    await bot.starts()
    assert len(bot.phone.sent) == 2
    assert "che số" in bot.phone.sent[1][1]


async def test_only_a_picture_is_still_asked_for_words(
    bot: Bot, dialogue: ScriptedDialogue
) -> None:
    picture = Attachment(kind="photo", reference="file-1", name="cccd 012345678901.jpg", size=9)
    phone = Attachment(kind="contact", reference="0900000001")
    message = inbound().model_copy(update={"attachments": (picture, phone)})
    bot.dies_after_hearing(message)
    (heard,) = bot.messages
    assert heard.text == "[ảnh] [danh thiếp]"
    assert "file-1" in str(heard.trace)
    assert "0900000001" not in str(heard.trace)
    assert "012345678901" not in str(heard.trace)
    await bot.starts()
    assert "viết giúp bằng chữ" in bot.phone.sent[0][1]
    assert dialogue.texts == []


async def test_an_answer_nobody_began_to_send_is_sent_whole(
    bot: Bot, dialogue: ScriptedDialogue
) -> None:
    reply = await bot.turns.handle(inbound("làm khai sinh cần gì"))
    assert len(reply.entries) == 1
    assert bot.messages[-1].delivery is DeliveryState.PREPARED
    await bot.starts()
    assert len(bot.phone.sent) == 1
    assert len(dialogue.heard) == 1, "the turn was run twice"


async def test_an_answer_that_may_have_arrived_is_not_sent_again(bot: Bot) -> None:
    reply = await bot.turns.handle(inbound("làm khai sinh cần gì"))
    assert await Deliveries(bot.store).claim(reply.entries[0])
    await bot.starts()
    assert bot.phone.sent == []
    assert bot.messages[-1].delivery is DeliveryState.UNKNOWN


async def test_the_channel_tells_how_it_went(bot: Bot) -> None:
    deliveries = Deliveries(bot.store)
    reply = await bot.turns.handle(inbound("làm khai sinh cần gì"))
    (entry,) = reply.entries
    assert await deliveries.claim(entry)
    assert not await deliveries.claim(entry), "claimed twice"
    await deliveries.settle(entry, "telegram", DeliveryState.SENT)
    await bot.starts()
    assert bot.phone.sent == []
    assert bot.messages[-1].delivery is DeliveryState.SENT


async def test_a_message_that_brings_the_process_down_does_so_once(bot: Bot) -> None:
    bot.dies_after_hearing(inbound("chữ làm máy dừng"))
    tasks = await Resuming(bot.turns).begin()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await Resuming(bot.turns).begin() == []


async def test_what_is_old_is_left_alone(bot: Bot) -> None:
    with time_machine.travel(dt.datetime(2026, 9, 2, 8, tzinfo=dt.UTC), tick=False) as clock:
        bot.dies_after_hearing(inbound("làm khai sinh cần gì"))
        await bot.turns.handle(inbound("lệ phí", conversation="nam"))
        clock.shift(dt.timedelta(minutes=16))
        await bot.starts()
    assert bot.phone.sent == []
    assert bot.messages[-1].delivery is DeliveryState.REFUSED


async def test_a_talk_that_staff_hold_stays_theirs(bot: Bot, store: Store) -> None:
    bot.dies_after_hearing(inbound("cho tôi hỏi"))
    with store.session() as session:
        lan = session.get_one(Conversation, bot.messages[0].conversation_id)
    case, hoa = people.case(store, lan), people.staff(store)
    with store.session() as session:
        Cases.claim(session, case.id, hoa)
    await bot.starts()
    assert bot.phone.sent == []


async def test_what_is_written_meanwhile_waits_for_its_turn(
    bot: Bot, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda _, text: [spoken(text, Outcome.ANSWERED)]
    bot.dies_after_hearing(inbound("thứ nhất"))
    tasks = await Resuming(bot.turns).begin()
    await bot.turns.handle(inbound("thứ hai"))
    await asyncio.gather(*tasks)
    assert dialogue.texts == ["thứ nhất", "thứ hai"]


async def test_a_channel_that_does_not_tell_is_as_before(bot: Bot) -> None:
    reply = await bot.turns.handle(inbound("xin chào", channel="web"))
    assert reply.entries == ()
    assert bot.messages[-1].delivery is DeliveryState.SENT
    bot.dies_after_hearing(inbound("còn đó không", channel="web"))
    await bot.starts()
    assert len(bot.messages) == 3
