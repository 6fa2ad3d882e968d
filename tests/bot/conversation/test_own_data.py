"""The notice, the copy and the erasure as a person meets them; a channel that is switched off."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversation import Turns
from bot.conversation.own_data import OwnData
from bot.conversation.switches import turn_off, turn_on
from bot.messages import Outcome
from bot.messages.texts import message, sentence
from bot.messages.wire import Request
from bot.privacy import notice
from bot.privacy.erasure import PersonalData
from bot.store import Case, Consent, Conversation, Direction, Message, Store
from tests.bot import people
from tests.bot.conftest import MakeTurns
from tests.bot.conversation.writing import inbound, say, text_of
from tests.bot.scripted_dialogue import ScriptedDialogue, spoken

NOTICE = "xóa dữ liệu của tôi"


@pytest.fixture
def own(store: Store, turns_on: MakeTurns, tmp_path: Path) -> Turns:
    turns = turns_on(store)
    personal = PersonalData(store, tmp_path, turns.dialogue.erase)
    return replace(turns, own_data=OwnData(store, personal, 365))


async def test_the_notice_comes_once_after_the_answer_and_again_when_it_changes(
    own: Turns, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = text_of(await say(own, "làm khai sinh cần gì"))
    assert first.startswith("Nghe: làm khai sinh")
    assert NOTICE in first
    assert "365 ngày" in first
    assert NOTICE not in text_of(await say(own, "bao lâu có"))
    assert NOTICE in text_of(await say(own, "xin chào", "minh"))
    monkeypatch.setattr(notice, "VERSION", notice.VERSION + 1)
    assert NOTICE in text_of(await say(own, "lệ phí bao nhiêu"))
    with store.session() as session:
        lan = session.scalar(select(Conversation.id).where(Conversation.address == "lan"))
        shown = session.scalars(select(Consent.version).where(Consent.conversation_id == lan))
        assert sorted(shown) == [notice.VERSION - 1, notice.VERSION]


async def test_start_shows_it_again_and_an_emergency_never_waits_for_it(own: Turns) -> None:
    danger = text_of(await say(own, "cứu với nhà tôi đang cháy"))
    assert NOTICE not in danger
    assert NOTICE in text_of(await say(own, "xin chào"))
    assert NOTICE in text_of(await own.handle(inbound("Xin chào", payload="/greet")))


async def test_my_data_is_told_in_numbers(own: Turns, dialogue: ScriptedDialogue) -> None:
    await say(own, "làm khai sinh cần gì")
    dialogue.script = lambda *_: [spoken("Có lưu.", Outcome.FORM, request=Request.MY_DATA)]
    reply = text_of(await say(own, "dữ liệu của tôi"))
    assert "Hiện có 3 lời nhắn, 0 việc đã nhờ, 0 đăng ký nhận tin." in reply


async def test_a_copy_comes_as_a_file(own: Turns, tmp_path: Path) -> None:
    await say(own, "làm khai sinh cần gì")
    reply = await own.handle(inbound("Lấy bản sao", payload="/export_my_data"))
    (file,) = reply.messages[-1].files
    assert (tmp_path / file.path).is_file()


async def test_erasing_asks_first_and_then_leaves_nothing(
    own: Turns, store: Store, dialogue: ScriptedDialogue
) -> None:
    asked, _ = message("delete_my_data")
    await say(own, "làm khai sinh cần gì")
    early = await own.handle(inbound("Xóa hết", payload="/erase_my_data"))
    assert early.messages[0].text == asked.text, "pressed without having been asked: asks first"
    assert len(people.said(store)) > 0
    dialogue.script = lambda *_: [spoken(asked.text, Outcome.FORM)]
    await say(own, "xóa dữ liệu của tôi")
    done = await say(own, "xóa hết")
    assert text_of(done) == sentence("data_erased")
    assert people.said(store) == []
    with store.session() as session:
        assert "lan" not in session.scalars(select(Conversation.address)).all()
    dialogue.script = lambda *_: [spoken("Dạ.")]
    assert NOTICE in text_of(await say(own, "xin chào")), "whoever returns is new"


async def test_xoa_het_without_our_question_is_no_erasure(own: Turns, store: Store) -> None:
    await say(own, "làm khai sinh cần gì")
    assert text_of(await say(own, "xóa hết")).startswith("Nghe: xóa hết")
    assert len(people.said(store, Direction.CITIZEN)) == 2


async def test_a_channel_that_is_off_says_so_and_goes_on_receiving(
    own: Turns, store: Store, dialogue: ScriptedDialogue
) -> None:
    with store.session() as session:
        turn_off(session, "telegram", "hoa")
    reply = await say(own, "làm khai sinh cần gì")
    assert sentence("channel_off") in text_of(reply)
    assert "113" in text_of(await say(own, "cứu với nhà tôi đang cháy"))
    assert dialogue.heard == []
    with store.session() as session:
        assert session.scalars(select(Case)).one().question == "làm khai sinh cần gì"
        assert session.scalars(select(Message.text)).first() == "làm khai sinh cần gì"
    other = await own.handle(inbound("xin chào", channel="web"))
    assert text_of(other).startswith("Nghe:")
    with store.session() as session:
        turn_on(session, "telegram")
    assert text_of(await say(own, "cảm ơn")).startswith("Nghe:")


async def _asked_whether_to_erase(own: Turns, dialogue: ScriptedDialogue) -> None:
    asked, _ = message("delete_my_data")
    dialogue.script = lambda *_: [spoken(asked.text, Outcome.FORM)]
    await say(own, "xóa dữ liệu của tôi")


@pytest.mark.parametrize("sure", ["đúng, xóa", "có xóa hết đi ạ", "xoá luôn", "dong y xoa"])
async def test_yes_with_its_verb_erases(
    own: Turns, store: Store, dialogue: ScriptedDialogue, sure: str
) -> None:
    await _asked_whether_to_erase(own, dialogue)
    assert text_of(await say(own, sure)) == sentence("data_erased")
    assert people.said(store) == []


@pytest.mark.parametrize("unsure", ["đừng xóa", "dung xoa", "không xóa", "xóa gì cơ"])
async def test_anything_else_erases_nothing(
    own: Turns, store: Store, dialogue: ScriptedDialogue, unsure: str
) -> None:
    await _asked_whether_to_erase(own, dialogue)
    await say(own, unsure)
    assert len(people.said(store, Direction.CITIZEN)) == 2


async def test_a_copy_may_be_asked_for_in_words(own: Turns, dialogue: ScriptedDialogue) -> None:
    told, _ = message("my_data")
    dialogue.script = lambda *_: [spoken(told.text, Outcome.PERSONAL_DATA)]
    await say(own, "dữ liệu của tôi")
    assert (await say(own, "cho tôi một bản")).messages[-1].files
