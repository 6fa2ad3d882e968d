"""Zalo from the telephone through the whole bot and back, over the loopback platform."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels import SlowDown, UnknownDelivery, Unreachable
from bot.channels.zalo.constants import SEND_PATH
from bot.messages import (
    FileKind,
    OutboundFile,
    OutboundMessage,
)
from bot.store import Consent, Conversation, Store, ZaloPerson
from tests.bot.channels.telegram.helpers import until
from tests.bot.channels.zalo.conftest import LAN, Account, OpenAccount
from tests.bot.scripted_dialogue import ScriptedDialogue
from tests.loopback.telegram import FakeHandle
from tests.loopback.zalo import LoopbackZalo


async def test_a_question_is_answered_once_however_often_it_is_delivered(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue
) -> None:
    raw, headers = zalo.events.signed(zalo.events.text(LAN, "làm khai sinh cần gì"))
    zalo.wrote(LAN)
    for retry in range(4):
        assert await account.post(raw, headers | {"num_retry": str(retry)}) == 200
    await account.write(LAN, "còn gì nữa không")
    sent = await zalo.arrived(2)
    assert [m.text for m in sent] == ["Nghe: làm khai sinh cần gì", "Nghe: còn gì nữa không"]
    assert dialogue.texts == ["làm khai sinh cần gì", "còn gì nữa không"]


async def test_following_and_the_first_tap_are_one_welcome(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue, sqlite_store: Store
) -> None:
    zalo.know(LAN)
    for event in (zalo.events.follow(LAN), zalo.events.chat_now(LAN), zalo.events.follow(LAN)):
        await account.push(event)
    await account.write(LAN, "xin hỏi")
    await zalo.arrived(2)
    assert dialogue.texts == ["/greet", "xin hỏi"]


async def test_unfollowing_makes_unreachable_and_writing_again_mends_it(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    def reachable() -> bool:
        with sqlite_store.session() as session:
            return bool(session.scalar(select(Conversation.reachable)))

    await account.write(LAN, "đăng ký nhận tin")
    await zalo.arrived(1)
    await account.push(zalo.events.follow(LAN, "unfollow"))
    await until(lambda: not reachable())
    await account.write(LAN, "tôi đây")
    await zalo.arrived(2)
    assert reachable()


async def test_withdrawn_consent_ends_everything_that_zalo_told_us(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    def known() -> bool:
        with sqlite_store.session() as session:
            return session.get(ZaloPerson, LAN) is not None

    await account.write(LAN, "xin chào")
    await zalo.arrived(1)
    assert known()
    with sqlite_store.session() as session:
        lan = session.scalar(select(Conversation))
        assert lan is not None
        session.merge(Consent(conversation_id=lan.id, version=1))
    await account.push(zalo.events.base("user_withdraw") | {"user_id": LAN})
    await until(lambda: not known())
    with sqlite_store.session() as session:
        assert session.get_one(Consent, (lan.id, 1)).withdrawn_at is not None
        assert not session.get_one(Conversation, lan.id).reachable


async def test_an_anonymous_visitor_is_answered_too(zalo: LoopbackZalo, account: Account) -> None:
    await account.push(zalo.events.anonymous("a1", "c1", "cho hỏi"))
    (sent,) = await zalo.arrived(1)
    assert (sent.recipient, sent.path, sent.text) == ("a1", "v2", "Nghe: cho hỏi")


async def test_a_shared_phone_number_is_stored_nowhere(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store, tmp_path: Path
) -> None:
    zalo.wrote(LAN)
    await account.push(zalo.events.submitted(LAN, "84912345678"))
    await zalo.arrived(1)
    with sqlite_store.engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    assert "84912345678" not in dump
    assert "912345678" not in dump


async def test_a_group_is_not_answered(
    zalo: LoopbackZalo, account: Account, dialogue: ScriptedDialogue
) -> None:
    assert await account.push(zalo.events.group(LAN, "cả nhóm ơi")) == 200
    await account.write(LAN, "riêng tôi")
    await zalo.arrived(1)
    assert dialogue.texts == ["riêng tôi"]


async def test_an_expired_token_costs_the_citizen_nothing(
    zalo: LoopbackZalo, account: Account
) -> None:
    await account.write(LAN, "một")
    await zalo.arrived(1)
    zalo.expire_access()
    await account.write(LAN, "hai")
    sent = await zalo.arrived(2)
    assert [message.text for message in sent] == ["Nghe: một", "Nghe: hai"]


async def test_a_blocked_person_is_unreachable(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    await account.write(LAN, "xin chào")
    await zalo.arrived(1)
    zalo.state.people[LAN].blocked = True
    with pytest.raises(Unreachable):
        await account.channel.send(LAN, OutboundMessage(text="Xin mời."))


async def test_an_answer_that_zalo_never_confirmed_is_not_sent_again(
    zalo: LoopbackZalo, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    await account.write(LAN, "xin chào")
    await zalo.arrived(1)
    monkeypatch.setattr(account.channel._http, "timeout", 0.3)
    zalo.swallow_next(SEND_PATH)
    with pytest.raises(UnknownDelivery):
        await account.channel.send(LAN, OutboundMessage(text="Xin mời."))
    assert len(zalo.sent) == 2


async def test_files_are_uploaded_and_sent_before_the_words(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount, tmp_path: Path
) -> None:
    (tmp_path / "so-do.png").write_bytes(b"\x89PNG" + b"x" * 1000)
    (tmp_path / "don.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "to.pdf").write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    files = (
        OutboundFile(kind=FileKind.IMAGE, path="so-do.png", name="Sơ đồ"),
        OutboundFile(kind=FileKind.DOCUMENT, path="don.pdf", name="Đơn"),
        OutboundFile(kind=FileKind.DOCUMENT, path="to.pdf", name="Bản to"),
        OutboundFile(kind=FileKind.DOCUMENT, path="mat.pdf", name="Bản mất"),
    )
    handle = FakeHandle(OutboundMessage(text="Xin gửi ông/bà.", files=files))
    account = await open_account(handle, sqlite_store, files=tmp_path)
    # Zalo forgets uploads after seven days: once more, and it arrives.
    zalo.fail_next(SEND_PATH, -100)
    await account.write(LAN, "cho tôi mẫu đơn")
    sent = await zalo.arrived(5)
    assert [bool(m.attachment) for m in sent] == [True, True, False, False, False]
    assert "'Bản to' không gửi được" in sent[2].text
    assert "'Bản mất' không gửi được" in sent[3].text
    assert sent[4].text == "Xin gửi ông/bà."
    assert len(zalo.calls("/v2.0/oa/upload/image")) == 2


async def test_a_lost_grant_is_named_and_ends_by_itself(
    zalo: LoopbackZalo, account: Account
) -> None:
    await account.write(LAN, "xin chào")
    await zalo.arrived(1)
    assert account.channel.connected
    zalo.revoke()
    with pytest.raises(SlowDown):
        await account.channel.send(LAN, OutboundMessage(text="Xin mời."))
    assert account.channel.problem == "grant_lost"
    assert not account.channel.connected
