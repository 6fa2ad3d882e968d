"""One turn: each delivery once, in order, whoever's turn it is, and written down."""

import asyncio
import threading
import time
from collections.abc import Callable

from sqlalchemy import text as sql

from bot.conversation import Turns
from bot.desk import Cases
from bot.messages import Attachment, InboundMessage, Outcome
from bot.store import CaseKind, Conversation, Direction, Store
from tests.bot import people
from tests.bot.conftest import DIALOGUE_SECONDS
from tests.bot.conversation.writing import inbound, say, text_of
from tests.bot.scripted_dialogue import Part, ScriptedDialogue, spoken


async def test_question_and_answer_are_written_down(
    store: Store, turns_on: Callable[[Store], Turns], dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [spoken("Miễn phí.", Outcome.ANSWERED, "1.001193")]
    reply = await say(turns_on(store), "làm khai sinh mất tiền không")
    assert (text_of(reply), reply.outcome, reply.procedure) == ("Miễn phí.", "answered", "1.001193")
    asked, answered = people.said(store)
    assert (asked.direction, asked.text) == (Direction.CITIZEN, "làm khai sinh mất tiền không")
    assert (answered.direction, answered.text) == (Direction.BOT, "Miễn phí.")
    assert (answered.outcome, answered.subject) == ("answered", "1.001193")
    assert dialogue.heard == [("telegram:lan", "làm khai sinh mất tiền không")]


async def test_a_delivery_repeated_is_handled_once(
    store: Store, turns_on: Callable[[Store], Turns], dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)
    first = await turns.handle(inbound("xin chào", update_id="77"))
    again = await turns.handle(inbound("xin chào", update_id="77"))
    assert len(first.messages) == 1
    assert again.messages == ()
    assert len(dialogue.heard) == 1
    assert len(people.said(store)) == 2


async def test_ten_repeats_at_once_are_handled_once(
    store: Store, turns_on: Callable[[Store], Turns], dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)
    replies = await asyncio.gather(
        *(turns.handle(inbound("xin chào", update_id="77")) for _ in range(10))
    )
    assert sum(len(reply.messages) for reply in replies) == 1
    assert len(dialogue.heard) == 1


async def test_two_doors_on_one_store_handle_a_delivery_once(
    store: Store, turns_on: Callable[[Store], Turns], dialogue: ScriptedDialogue
) -> None:
    """A webhook delivered again to a second process while the first still works on it."""
    doors = [turns_on(store), turns_on(store)]
    replies = await asyncio.gather(
        *(door.handle(inbound("xin chào", update_id="77")) for door in doors)
    )
    assert sum(len(reply.messages) for reply in replies) == 1
    assert len(dialogue.heard) == 1


async def test_the_same_number_on_another_channel_is_another_delivery(turns: Turns) -> None:
    for channel in ("telegram", "zalo"):
        reply = await turns.handle(inbound("xin chào", update_id="1", channel=channel))
        assert len(reply.messages) == 1


async def test_one_person_is_answered_in_the_order_they_wrote(
    store: Store, turns_on: Callable[[Store], Turns], dialogue: ScriptedDialogue
) -> None:
    """The first takes longest, so that whoever does not wait overtakes it."""
    turns = turns_on(store)

    def slow_first(_: str, text: str) -> list[Part]:
        time.sleep({"một": 0.4, "hai": 0.1}.get(text, 0))
        return [spoken(f"đáp {text}")]

    dialogue.script = slow_first
    words = ["một", "hai", "ba", "bốn"]
    await asyncio.gather(*(say(turns, word) for word in words))
    assert dialogue.texts == words
    assert [row.text for row in people.said(store)] == [
        line for word in words for line in (word, f"đáp {word}")
    ]


async def test_two_people_do_not_wait_for_each_other(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    lan_is_heard, minh_is_done = threading.Event(), threading.Event()

    def slow_for_lan(sender: str, _: str) -> list[Part]:
        if sender.endswith(":lan"):
            lan_is_heard.set()
            minh_is_done.wait(DIALOGUE_SECONDS - 0.5)
        return [spoken(str(minh_is_done.is_set()))]

    dialogue.script = slow_for_lan
    slow = asyncio.create_task(say(turns, "câu khó", "lan"))
    await asyncio.to_thread(lan_is_heard.wait, 5)
    assert (await say(turns, "câu dễ", "minh")).messages
    minh_is_done.set()
    assert text_of(await slow) == "True"


async def test_while_staff_hold_it_the_bot_is_silent_and_nothing_is_lost(
    store: Store, turns_on: Callable[[Store], Turns], dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)
    await say(turns, "xin chào")
    with store.session() as session:
        lan = session.query(Conversation).one()
        case = Cases.open(session, lan, CaseKind.PERSON, "gặp cán bộ", "handed_off")
    officer = people.staff(store)
    with store.session() as session:
        Cases.claim(session, case.id, officer)
    heard = len(dialogue.heard)
    reply = await say(turns, "cán bộ ơi, tôi gửi thêm ý này")
    assert (reply.outcome, reply.messages) == (Outcome.WITH_STAFF, ())
    assert len(dialogue.heard) == heard
    assert people.said(store)[-1].text == "cán bộ ơi, tôi gửi thêm ý này"
    with store.session() as session:
        Cases.close(session, case.id, officer, answer="Xong.")
    assert (await say(turns, "cảm ơn")).messages


async def test_what_a_citizen_writes_wakes_the_desk(turns: Turns) -> None:
    waiting = asyncio.create_task(turns.hub.wait("telegram:lan", 5))
    await asyncio.sleep(0)
    await say(turns, "xin chào")
    await asyncio.wait_for(waiting, 1)


async def test_writing_makes_a_person_reachable_again(turns: Turns, sqlite_store: Store) -> None:
    lan = people.conversation(sqlite_store)
    with sqlite_store.session() as session:
        session.get_one(Conversation, lan.id).reachable = False
    await say(turns, "tôi quay lại đây")
    with sqlite_store.session() as session:
        assert session.get_one(Conversation, lan.id).reachable


async def test_an_attachment_alone_is_answered_and_noted(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    photo = Attachment(kind="photo", reference="AgAD")
    message = InboundMessage(
        channel="telegram", conversation="lan", update_id="1", attachments=(photo,)
    )
    reply = await turns.handle(message)
    assert "ảnh" in text_of(reply)
    assert people.said(sqlite_store)[0].text == "[ảnh]"
    assert dialogue.heard == []


async def test_several_messages_of_one_turn_count_as_the_weightiest(
    turns: Turns, dialogue: ScriptedDialogue
) -> None:
    dialogue.script = lambda *_: [
        spoken("Dạ.", Outcome.SMALLTALK),
        spoken("Không có nguồn.", Outcome.NO_SOURCE),
        spoken("Ngoài phần tôi biết.", Outcome.OUT_OF_SCOPE),
    ]
    reply = await say(turns, "chào, xin hỏi")
    assert reply.outcome is Outcome.NO_SOURCE
    assert len(reply.messages) == 3


async def test_when_the_store_fails_the_citizen_is_told_and_nothing_is_raised(
    turns: Turns, sqlite_store: Store
) -> None:
    with sqlite_store.session() as session:
        session.execute(sql("DROP TABLE message"))
    reply = await say(turns, "làm khai sinh cần gì")
    assert reply.outcome is Outcome.ERROR
    assert "trục trặc" in text_of(reply)


async def test_after_a_failure_the_same_delivery_is_handled_when_it_comes_again(
    turns: Turns, sqlite_store: Store
) -> None:
    """'Nothing lost': the platform repeats what failed, so it must not count as handled."""
    with sqlite_store.session() as session:
        session.execute(sql("ALTER TABLE message RENAME TO away"))
    assert (await turns.handle(inbound("cần gì", update_id="9"))).outcome is Outcome.ERROR
    with sqlite_store.session() as session:
        session.execute(sql("ALTER TABLE away RENAME TO message"))
    assert (await turns.handle(inbound("cần gì", update_id="9"))).messages


async def test_the_time_of_a_turn_is_told(turns: Turns, dialogue: ScriptedDialogue) -> None:
    def slow(*_: str) -> list[Part]:
        time.sleep(0.2)
        return [spoken()]

    dialogue.script = slow
    assert 200 <= (await say(turns, "câu hỏi")).ms < 5000
