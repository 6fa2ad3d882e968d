"""Editing in place, files, quizzes, groups, people who come back: over real HTTP."""

from pathlib import Path

import pytest

from bot.channels import Fetching, Refused
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.constants import CAPTION_MAX, PHOTO_MAX, QUESTION_MAX
from bot.messages import Button, OutboundFile, OutboundMessage, QuizQuestion, SourceLine
from tests.bot.channels.telegram.helpers import StartChannel, until
from tests.loopback.telegram import FakeHandle, LoopbackTelegram, bad_request

LAN = 501
GROUP = -1_009_000_000_001
NEXT = '/ask_steps{"procedure":"1.001193","option":"2"}'
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 40


def step(number: int, replaces: bool = True) -> OutboundMessage:
    return OutboundMessage(
        text=f"Bước {number}", buttons=(Button(title="▶", payload=NEXT),), replaces=replaces
    )


@pytest.fixture
def handle() -> FakeHandle:
    return FakeHandle(step(1, replaces=False))


@pytest.fixture
async def channel(
    telegram: LoopbackTelegram, start_channel: StartChannel, handle: FakeHandle, tmp_path: Path
) -> TelegramChannel:
    telegram.know(LAN, GROUP)
    found = await start_channel(handle, files=tmp_path)
    await until(lambda: found.connected)
    telegram.push_text(LAN, "các bước")
    await telegram.arrived(1)
    return found


async def test_a_step_takes_the_place_of_the_one_before(
    telegram: LoopbackTelegram, channel: TelegramChannel, handle: FakeHandle
) -> None:
    handle.messages = (step(2),)
    telegram.push_callback(LAN, NEXT)
    await until(lambda: telegram.sent[0].text == "Bước 2")
    assert len(telegram.sent) == 1


async def test_typed_words_never_change_what_was_said(
    telegram: LoopbackTelegram, channel: TelegramChannel, handle: FakeHandle
) -> None:
    handle.messages = (step(2),)
    telegram.push_text(LAN, "bước hai")
    sent = await telegram.arrived(2)
    assert [message.text for message in sent] == ["Bước 1", "Bước 2"]


async def test_the_same_step_pressed_twice_is_not_said_twice(
    telegram: LoopbackTelegram, channel: TelegramChannel, handle: FakeHandle
) -> None:
    handle.messages = (step(1),)
    telegram.push_callback(LAN, NEXT)
    await until(lambda: bool(telegram.calls("editMessageText")))
    telegram.push_text(LAN, "còn gì nữa")
    await telegram.arrived(2)
    assert len(telegram.sent) == 2


@pytest.mark.parametrize("why", ["message can't be edited", "message to edit not found"])
async def test_what_cannot_be_edited_is_said_anew(
    telegram: LoopbackTelegram, channel: TelegramChannel, handle: FakeHandle, why: str
) -> None:
    telegram.fail_next(bad_request(why), method="editMessageText")
    handle.messages = (step(2),)
    telegram.push_callback(LAN, NEXT)
    sent = await telegram.arrived(2)
    assert [message.text for message in sent] == ["Bước 1", "Bước 2"]


async def test_a_long_step_is_said_anew(
    telegram: LoopbackTelegram, channel: TelegramChannel, handle: FakeHandle
) -> None:
    handle.messages = (OutboundMessage(text="Câu này dài. " * 400, replaces=True),)
    telegram.push_callback(LAN, NEXT)
    sent = await telegram.arrived(3)
    assert sent[0].text == "Bước 1"


async def test_a_picture_takes_a_short_text_as_its_caption(
    telegram: LoopbackTelegram, channel: TelegramChannel, tmp_path: Path
) -> None:
    (tmp_path / "so-do.png").write_bytes(PNG)
    picture = OutboundFile(kind="image", path="so-do.png", name="so-do.png")
    buttons = (Button(title="Nộp ở đâu", payload="/ask_where"),)
    await channel.send(str(LAN), OutboundMessage(text="Sơ đồ", files=(picture,), buttons=buttons))
    sent = telegram.sent[-1]
    assert (sent.kind, sent.text, sent.file, len(sent.buttons)) == ("photo", "Sơ đồ", PNG, 1)


async def test_a_text_too_long_for_a_caption_follows_the_file(
    telegram: LoopbackTelegram, channel: TelegramChannel, tmp_path: Path
) -> None:
    (tmp_path / "to-khai.pdf").write_bytes(b"%PDF-1.7")
    form = OutboundFile(kind="document", path="to-khai.pdf", name="Tờ khai.pdf")
    await channel.send(str(LAN), OutboundMessage(text="a" * (CAPTION_MAX + 1), files=(form,)))
    document, text = telegram.sent[-2:]
    assert (document.kind, document.file_name, document.text) == ("document", "Tờ khai.pdf", "")
    assert len(text.text) == CAPTION_MAX + 1


async def test_a_picture_too_large_for_a_photo_goes_as_a_document(
    telegram: LoopbackTelegram, channel: TelegramChannel, tmp_path: Path
) -> None:
    (tmp_path / "lon.png").write_bytes(PNG + b"x" * PHOTO_MAX)
    picture = OutboundFile(kind="image", path="lon.png", name="lon.png")
    await channel.send(str(LAN), OutboundMessage(text="Sơ đồ", files=(picture,)))
    assert telegram.sent[-1].kind == "document"


async def test_a_missing_file_is_refused_before_anything_is_said(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    lost = OutboundFile(kind="document", path="mat.pdf", name="mat.pdf")
    with pytest.raises(Refused, match=r"mat\.pdf"):
        await channel.send(str(LAN), OutboundMessage(text="Tờ khai", files=(lost,)))
    assert len(telegram.sent) == 1


async def test_a_quiz_is_a_poll_and_its_answer_a_pressed_choice(
    telegram: LoopbackTelegram, channel: TelegramChannel, handle: FakeHandle
) -> None:
    quiz = QuizQuestion(options=("7 ngày", "15 giờ"), correct=1, explanation="Theo\nquy\nđịnh\nmới")
    await channel.send(str(LAN), OutboundMessage(text="Khai sinh mất bao lâu?", quiz=quiz))
    poll = telegram.sent[-1].poll
    assert poll is not None
    assert (poll["type"], poll["is_anonymous"]) == ("quiz", False)
    assert poll["correct_option_ids"] == [1]
    telegram.push_poll_answer(LAN, poll["id"], 1)
    await until(lambda: handle.seen[-1].payload == '/quiz_answer{"option":"2"}')
    assert handle.seen[-1].conversation == str(LAN)


async def test_a_long_question_and_its_sources_stand_above_the_poll(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    quiz = QuizQuestion(options=("Có", "Không"), correct=0)
    await channel.send(str(LAN), OutboundMessage(text="a" * (QUESTION_MAX + 1), quiz=quiz))
    assert [sent.kind for sent in telegram.sent[-2:]] == ["text", "poll"]
    source = SourceLine(title="Luật Hộ tịch")
    message = OutboundMessage(text="Có phải nộp lệ phí?", quiz=quiz, sources=(source,))
    await channel.send(str(LAN), message)
    assert "Luật Hộ tịch" in telegram.sent[-2].text


async def test_answers_in_a_group_and_answers_taken_back_are_nobody_s_turn(
    telegram: LoopbackTelegram, channel: TelegramChannel, handle: FakeHandle
) -> None:
    quiz = QuizQuestion(options=("Có", "Không"), correct=0)
    await channel.send(str(GROUP), OutboundMessage(text="Đố vui", quiz=quiz))
    poll = telegram.sent[-1].poll
    assert poll is not None
    telegram.push_poll_answer(LAN, poll["id"], 0)
    telegram.push_poll_answer(LAN, poll["id"])
    telegram.push_text(LAN, "hết")
    await until(lambda: handle.seen[-1].text == "hết")
    assert len(handle.seen) == 2


async def test_in_a_group_the_answer_is_a_reply_to_the_question(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.push_text(GROUP, "@MotCuaBot làm khai sinh cần gì")
    sent = (await telegram.arrived(2))[-1]
    assert sent.chat_id == GROUP
    assert sent.reply_to is not None


async def test_a_citizen_s_file_can_be_fetched_within_the_limits(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    assert isinstance(channel, Fetching)
    telegram.add_file("anh", PNG)
    assert await channel.download("anh", 1000) == PNG
    with pytest.raises(Refused, match="lớn hơn"):
        await channel.download("anh", 10)
    telegram.add_file("phim", b"x" * 20_000_001)
    with pytest.raises(Refused, match="20 MB"):
        await channel.download("phim", 10**9)
    with pytest.raises(Refused):
        await channel.download("mất rồi", 1000)


async def test_who_unblocks_is_back_and_a_migration_is_told(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    told: list[tuple[str, ...]] = []

    async def note(*words: str) -> None:
        told.append(words)

    await start_channel(FakeHandle(), on_unreachable=note, on_back=note, on_moved=note)
    telegram.block(LAN)
    telegram.unblock(LAN)
    telegram.push_message(-4001, migrate_to_chat_id=GROUP)
    await until(lambda: len(told) == 3)
    assert sorted(told) == sorted([(str(LAN),), (str(LAN),), ("-4001", str(GROUP))])


async def test_strangers_read_in_vietnamese_what_the_bot_is_for(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    assert "Trợ lý tự động" in telegram.state.descriptions["description"]
    assert "thủ tục" in telegram.state.descriptions["short_description"]
