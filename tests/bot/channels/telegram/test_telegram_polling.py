"""A turn over polling: what comes in, what goes out, in which order."""

from bot.messages import Button, InboundMessage, OutboundMessage, Outcome, Reply
from tests.bot.channels.telegram.helpers import StartChannel, text_update, until
from tests.loopback.telegram import FakeHandle, LoopbackTelegram

LAN = 501
HUNG = 502


async def test_a_question_is_answered(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    handle = FakeHandle(OutboundMessage(text="Cần tờ khai và giấy chứng sinh."))
    await start_channel(handle)
    update_id = telegram.push_text(LAN, "Làm khai sinh cần gì?")
    (sent,) = await telegram.arrived(1)
    assert (sent.chat_id, sent.text) == (LAN, "Cần tờ khai và giấy chứng sinh.")
    assert handle.seen == [
        InboundMessage(
            channel="telegram",
            conversation=str(LAN),
            update_id=str(update_id),
            text="Làm khai sinh cần gì?",
        )
    ]


async def test_a_duplicate_keeps_its_update_id(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    """The conversation drops duplicates, which it can only do when they keep their name."""
    handle = FakeHandle()
    telegram.push_update(text_update(42, LAN, "xin chào"))
    telegram.push_update(text_update(42, LAN, "xin chào"))
    await start_channel(handle)
    await until(lambda: len(handle.seen) == 2)
    assert [message.update_id for message in handle.seen] == ["42", "42"]


async def test_a_press_is_acknowledged_and_names_its_button(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    payload = '/ask_fee{"procedure":"1.001193"}'
    button = Button(title="Lệ phí", payload=payload)
    handle = FakeHandle(OutboundMessage(text="Hỏi gì ạ?", buttons=(button,)))
    await start_channel(handle)
    telegram.push_text(LAN, "khai sinh")
    await telegram.arrived(1)
    telegram.push_callback(LAN, payload)
    await telegram.arrived(2)
    assert (handle.seen[1].text, handle.seen[1].payload) == ("Lệ phí", payload)
    await until(lambda: len(telegram.calls("answerCallbackQuery")) == 1)
    assert not telegram.state.open_queries


async def test_one_chat_in_order_other_chats_at_once(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    handle = FakeHandle(pause=0.3)
    await start_channel(handle)
    for text in ("một", "hai", "ba"):
        telegram.push_text(LAN, text)
    telegram.push_text(HUNG, "bốn")
    await telegram.arrived(4)
    assert [m.text for m in handle.seen if m.conversation == str(LAN)] == ["một", "hai", "ba"]
    assert handle.most_at_once == 2


async def test_typing_shows_while_the_answer_is_made(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    await start_channel(FakeHandle(pause=5.0))
    telegram.push_text(LAN, "khó lắm")
    await telegram.arrived(1)
    actions = telegram.calls("sendChatAction")
    assert actions == [{"chat_id": str(LAN), "action": "typing"}] * 2


async def test_a_failed_turn_leaves_the_chat_alive(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    async def broken_once(inbound: InboundMessage) -> Reply:
        if inbound.text == "hỏng":
            raise RuntimeError("a bug behind the door")
        return Reply(messages=(OutboundMessage(text="Vâng ạ."),), outcome=Outcome.ANSWERED)

    await start_channel(broken_once)
    telegram.push_text(LAN, "hỏng")
    telegram.push_text(LAN, "lành")
    assert (await telegram.arrived(1))[0].text == "Vâng ạ."


async def test_stop_lets_the_turn_under_way_finish(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    handle = FakeHandle(pause=0.5)
    channel = await start_channel(handle)
    telegram.push_text(LAN, "một")
    telegram.push_text(LAN, "hai")
    await until(lambda: bool(handle.seen))
    await channel.stop()
    assert len(telegram.sent) == 2
    assert not telegram.state.pending


async def test_the_menu_is_vietnamese(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    await start_channel(FakeHandle())
    await until(lambda: len(telegram.calls("setMyCommands")) == 2)
    menu = {c["command"]: c["description"] for c in telegram.state.commands["vi"]}
    assert menu["canbo"] == "Gặp cán bộ"
    assert telegram.state.commands[""] == telegram.state.commands["vi"]


async def test_silence_while_staff_hold_the_conversation(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    handle = FakeHandle()
    handle.messages = ()
    channel = await start_channel(handle)
    telegram.push_text(LAN, "tôi nhắn cán bộ")
    await until(lambda: bool(handle.seen))
    await channel.stop()
    assert telegram.sent == []
