"""Personal numbers are hidden before anything is stored; every byte on disk is searched."""

from pathlib import Path

import pytest

from bot.conversation import Turns
from bot.conversation.incoming import MAX_CHARACTERS
from bot.messages import Outcome
from bot.store import Store
from tests.bot import people
from tests.bot.conversation.writing import inbound, say, text_of
from tests.bot.scripted_dialogue import ScriptedDialogue, spoken

NUMBERS = ["079123456789", "0912345678", "DN4797912345678", "8123456789", "nguyenvana@gmail.com"]


def _everything_on_disk(store: Store) -> bytes:
    """All bytes of the database, its journal included."""
    path = store.engine.url.database
    assert path is not None
    return b"".join(
        file.read_bytes() for file in Path(path).parent.iterdir() if file.name.startswith("motcua")
    )


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("down", [False, True], ids=["dialogue", "simple-mode"])
async def test_a_number_is_in_no_byte_of_the_database(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue, number: str, down: bool
) -> None:
    if down:
        dialogue.stop()
    reply = await say(turns, f"tôi tên An, số là {number} cần làm khai sinh")
    await say(turns, "gặp cán bộ")
    assert "che số" in text_of(reply)
    assert number.encode() not in _everything_on_disk(sqlite_store)
    assert all(number not in text for text in dialogue.texts)
    assert "cần làm khai sinh" in people.said(sqlite_store)[0].text


async def test_a_number_in_a_question_without_a_source_is_not_in_its_case(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [spoken("Chưa có nguồn.", Outcome.NO_SOURCE)]
    reply = await say(turns, "tra giúp căn cước 079123456789 của tôi")
    assert "PA-" in text_of(reply)
    assert b"079123456789" not in _everything_on_disk(sqlite_store)


@pytest.mark.parametrize("shift", range(-14, 3))
async def test_a_number_across_the_cut_of_a_long_message_leaves_no_piece(
    turns: Turns, sqlite_store: Store, shift: int
) -> None:
    """A long message is cut in two; a number that lies across the cut is still a number."""
    before = "a " * (MAX_CHARACTERS // 4)
    before = before[: MAX_CHARACTERS // 2 + shift - 1].ljust(MAX_CHARACTERS // 2 + shift - 1, "b")
    await turns.handle(inbound(f"{before} 079123456789 " + "c d " * 700))
    stored = people.said(sqlite_store)[0].text
    assert not any("079123456789"[:size] in stored for size in range(6, 13))


async def test_a_number_alone_is_no_question(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    """Asked back, '[số căn cước]' would look like a question about identity cards."""
    reply = await say(turns, " 079123456789.")
    assert reply.outcome is Outcome.PERSONAL_DATA
    assert "che số" in text_of(reply)
    assert dialogue.heard == []


async def test_a_button_s_title_is_hidden_too(turns: Turns, sqlite_store: Store) -> None:
    await turns.handle(inbound("số 079123456789", payload="/affirm"))
    assert b"079123456789" not in _everything_on_disk(sqlite_store)


async def test_official_codes_stay_readable_for_staff(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    text = "hồ sơ H29.12-250701-0001 thủ tục 1.001193 nộp ngày 25/11/2026"
    await say(turns, text)
    assert people.said(sqlite_store)[0].text == text
    assert dialogue.texts == [text]
