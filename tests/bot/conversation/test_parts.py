"""The small parts: the dialogue's client, the locks, the hub, the journal's memory."""

import asyncio
import datetime as dt

import pytest
import time_machine

from bot.conversation import Dialogue, DialogueDown, Hub
from bot.conversation.journal import TALK, Journal
from bot.conversation.locks import ConversationLocks
from bot.messages import OutboundMessage, Outcome
from bot.messages.wire import Spoken
from bot.store import Store
from tests.bot.scripted_dialogue import ScriptedDialogue

NOON = dt.datetime(2026, 11, 30, 5, 0, tzinfo=dt.UTC)


async def test_a_form_s_question_keeps_only_buttons_that_fit(dialogue: ScriptedDialogue) -> None:
    dialogue.script = lambda *_: [
        {
            "recipient_id": "x",
            "text": "Ở đâu ạ?",
            "buttons": [
                {"title": "Bỏ qua", "payload": "/deny"},
                {"title": "Quá dài", "payload": "/" + "x" * 80},
            ],
        }
    ]
    client = Dialogue(dialogue.url, 2)
    (spoken,) = await client.say("web:a", "đèn hỏng")
    assert spoken.outcome is Outcome.FORM
    assert [button.payload for button in spoken.message.buttons] == ["/deny"]
    await client.close()


async def test_readiness_is_told_by_the_dialogue_itself(dialogue: ScriptedDialogue) -> None:
    client = Dialogue(dialogue.url, 2)
    assert await client.ready()
    dialogue.ready = False
    assert not await client.ready()
    dialogue.stop()
    assert not await client.ready()
    await client.close()


async def test_forgetting_restarts_and_never_fails(dialogue: ScriptedDialogue) -> None:
    client = Dialogue(dialogue.url, 2)
    await client.forget("web:a")
    assert dialogue.posts == ["/conversations/web:a/tracker/events"]
    dialogue.stop()
    await client.forget("web:a")
    with pytest.raises(DialogueDown):
        await client.say("web:a", "chào")
    await client.close()


async def test_a_lock_lets_one_through_in_order_and_is_forgotten() -> None:
    locks = ConversationLocks()
    order: list[str] = []

    async def work(name: str) -> None:
        async with locks.hold("web:a"):
            order.append(f"{name} in")
            await asyncio.sleep(0.01)
            order.append(f"{name} out")

    await asyncio.gather(*(work(str(number)) for number in range(3)))
    assert order == [f"{n} {way}" for n in range(3) for way in ("in", "out")]
    assert len(locks._locks) == 0


async def test_a_lock_is_given_back_after_an_error_and_a_cancellation() -> None:
    locks = ConversationLocks()
    with pytest.raises(RuntimeError):
        async with locks.hold("web:a"):
            raise RuntimeError

    async def forever() -> None:
        async with locks.hold("web:a"):
            await asyncio.sleep(60)

    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(1), locks.hold("web:a"):
        pass


async def test_news_wakes_all_who_wait_and_nobody_else() -> None:
    hub = Hub()
    both = [asyncio.create_task(hub.wait("web:a", 5)) for _ in range(2)]
    other = asyncio.create_task(hub.wait("web:b", 5))
    await asyncio.sleep(0)
    hub.tell("web:a")
    await asyncio.wait_for(asyncio.gather(*both), 1)
    assert not other.done()
    other.cancel()


async def test_waiting_ends_by_itself() -> None:
    await asyncio.wait_for(Hub().wait("web:a", 0.01), 1)


async def test_waiters_that_gave_up_leave_nothing_behind() -> None:
    """Anybody may poll for any name: what stays in memory for each of them would add up."""
    hub = Hub()
    for number in range(50):
        await hub.wait(f"web:{number}", 0)
    assert len(hub._events) == 0


def test_the_subject_is_remembered_for_as_long_as_a_talk_lasts(store: Store) -> None:
    journal = Journal(store)
    with time_machine.travel(NOON, tick=False) as clock:
        with store.session() as session:
            lan = journal.conversation(session, "web", "lan")
            for text, outcome, procedure in (
                ("Dạ.", Outcome.ANSWERED, "1.001193"),
                ("Chào.", Outcome.SMALLTALK, None),
            ):
                message = OutboundMessage(text=text)
                spoken = Spoken(message=message, outcome=outcome, procedure=procedure)
                journal.said(session, lan, message, spoken)
        with store.session() as session:
            assert journal.last_subject(session, lan) == "1.001193"
            assert journal.last_outcome(session, lan) == "smalltalk"
        clock.shift(TALK + dt.timedelta(minutes=1))
        with store.session() as session:
            assert journal.last_subject(session, lan) is None


def test_last_seen_moves_with_every_message(store: Store) -> None:
    journal = Journal(store)
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(2):
            with store.session() as session:
                seen = journal.conversation(session, "web", "lan").last_seen_at
            clock.shift(60)
    assert seen == NOON + dt.timedelta(minutes=1)
