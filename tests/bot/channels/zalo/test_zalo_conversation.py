"""Zalo from the telephone through the whole bot and back, over the loopback platform."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels import SlowDown, UnknownDelivery, Unreachable, WindowShut
from bot.channels.zalo.constants import SEND_PATH
from bot.conversation import Hub
from bot.desk import Cases, Replies
from bot.messages import (
    Button,
    FileKind,
    OutboundFile,
    OutboundMessage,
    Outcome,
    QuizQuestion,
    is_payload,
)
from bot.messages.wire import Spoken
from bot.store import Consent, Conversation, DeliveryState, Direction, Message, Store, ZaloPerson
from tests.bot import people
from tests.bot.channels.telegram.helpers import until
from tests.bot.channels.zalo.conftest import Account, OpenAccount
from tests.bot.conftest import MakeTurns
from tests.bot.scripted_dialogue import Part, ScriptedDialogue, spoken
from tests.loopback.telegram import FakeHandle
from tests.loopback.zalo import LoopbackZalo

LAN, NAM = "2512523625412515", "2512523625412516"
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


@pytest.fixture
async def account(open_account: OpenAccount, turns_on: MakeTurns, sqlite_store: Store) -> Account:
    return await open_account(turns_on(sqlite_store).handle, sqlite_store)


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


async def test_an_officer_s_reply_within_the_window_goes_out(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    states = await _replied(zalo, account, sqlite_store, hours=47)
    assert states == (DeliveryState.SENT, None)
    assert zalo.sent[-1].text == "Chị mang căn cước nhé."


async def test_an_officer_s_reply_after_two_days_would_cost_and_is_held(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    state, note = await _replied(zalo, account, sqlite_store, hours=50)
    assert state is DeliveryState.REFUSED
    assert note is not None
    assert "48 giờ" in note
    assert zalo.calls(SEND_PATH)[1:] == [], "nothing was sent"


async def test_a_paid_reply_goes_out_where_the_ward_allows_it(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount, turns_on: MakeTurns
) -> None:
    account = await open_account(turns_on(sqlite_store).handle, sqlite_store, paid_messages=True)
    assert (await _replied(zalo, account, sqlite_store, hours=50))[0] is DeliveryState.SENT
    assert zalo.sent[-1].quota == "sub_quota"


async def test_after_a_week_the_officer_is_told_the_next_best_way(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount, turns_on: MakeTurns
) -> None:
    account = await open_account(turns_on(sqlite_store).handle, sqlite_store, template_id="300")
    state, note = await _replied(zalo, account, sqlite_store, hours=169)
    assert state is DeliveryState.REFUSED
    assert note is not None
    assert "7 ngày" in note
    assert "ZBS" in note


async def test_zalo_s_own_word_about_the_window_counts(
    zalo: LoopbackZalo, account: Account, sqlite_store: Store
) -> None:
    """Our clock says open, Zalo's says shut: the officer hears it and nothing is silent."""
    await account.write(LAN, "xin chào")
    await zalo.arrived(1)
    zalo.know(LAN, last_hours=200)
    with pytest.raises(WindowShut, match="-230"):
        await account.channel.send(LAN, OutboundMessage(text="Xin mời."))


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


async def _replied(
    zalo: LoopbackZalo, account: Account, store: Store, hours: float
) -> tuple[DeliveryState, str | None]:
    """An officer answers so many hours after the citizen's last message."""
    await account.write(LAN, "xin chào")
    await zalo.arrived(1)
    ago = dt.timedelta(hours=hours)
    zalo.know(LAN, last_hours=hours)
    with store.session() as session:
        for message in session.scalars(select(Message)):
            message.said_at -= ago
        for person in session.scalars(select(ZaloPerson)):
            assert person.last_interaction_at is not None
            person.last_interaction_at -= ago
        lan = session.scalar(select(Conversation))
        assert lan is not None
    hoa = people.staff(store)
    case = people.case(store, lan)
    with store.session() as session:
        Cases.claim(session, case.id, hoa)
    replies = Replies(store, {"zalo": account.channel}, Hub())
    replies.write(case.id, hoa, "Chị mang căn cước nhé.")
    await replies.deliver()
    said = people.said(store)[-1]
    return said.delivery, said.delivery_note
