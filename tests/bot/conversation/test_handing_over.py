"""A person takes over: what is told and passed on, taken back, and given back after silence."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import select

from bot.conversation import Turns
from bot.messages import Outcome
from bot.messages.wire import Request
from bot.store import Case, CaseState, Conversation, Store
from tests.bot import people
from tests.bot.conversation.writing import say, text_of
from tests.bot.scripted_dialogue import ScriptedDialogue, spoken

Make = Callable[[Store], Turns]
MONDAY_MORNING = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
SUNDAY = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
PERSON = "Tôi chuyển ông/bà tới cán bộ."


def _hand_off(dialogue: ScriptedDialogue) -> None:
    dialogue.script = lambda *_: [spoken(PERSON, Outcome.HANDED_OFF)]


@pytest.mark.parametrize(
    ("moment", "told"),
    [(MONDAY_MORNING, "đang trong giờ làm việc"), (SUNDAY, "làm việc lại lúc 7 giờ")],
)
async def test_it_is_told_when_somebody_is_there(
    turns: Turns, dialogue: ScriptedDialogue, moment: dt.datetime, told: str
) -> None:
    _hand_off(dialogue)
    with time_machine.travel(moment, tick=False):
        reply = await say(turns, "gặp cán bộ")
    assert told in text_of(reply)
    assert "nhắn 'không'" in text_of(reply)
    assert len(text_of(reply).splitlines()) <= 6


async def test_the_officer_gets_what_was_said_before(
    store: Store, turns_on: Make, dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)
    dialogue.script = lambda *_: [spoken("Cần tờ khai.", Outcome.ANSWERED)]
    await say(turns, "làm khai sinh cần gì, số tôi 0912345678")
    _hand_off(dialogue)
    await say(turns, "gặp cán bộ")
    with store.session() as session:
        details = session.scalars(select(Case)).one().details
    assert details is not None
    assert "Dân: làm khai sinh cần gì" in details["summary"]
    assert "Máy: Cần tờ khai." in details["summary"]
    assert "0912345678" not in details["summary"]


async def test_a_no_takes_it_back(store: Store, turns_on: Make, dialogue: ScriptedDialogue) -> None:
    turns = turns_on(store)
    _hand_off(dialogue)
    await say(turns, "gặp cán bộ")
    dialogue.script = lambda *_: [
        spoken("Tôi không chuyển nữa.", Outcome.SMALLTALK, request=Request.WITHDRAW)
    ]
    assert "không chuyển nữa" in text_of(await say(turns, "không"))
    with store.session() as session:
        assert session.scalars(select(Case)).one().state is CaseState.CLOSED
    again = await say(turns, "không")
    assert "không chuyển nữa" not in text_of(again), "there is nothing left to take back"


async def test_after_an_officer_s_silence_the_bot_answers_and_says_so(
    store: Store, turns_on: Make, dialogue: ScriptedDialogue
) -> None:
    turns = turns_on(store)
    with time_machine.travel(MONDAY_MORNING, tick=False) as clock:
        _hand_off(dialogue)
        await say(turns, "gặp cán bộ")
        holder = people.staff(store)
        with store.session() as session:
            case = session.scalars(select(Case)).one()
            case.state, case.holder_id, case.held_at = CaseState.HELD, holder.id, MONDAY_MORNING
            code = case.code
        dialogue.script = lambda *_: [spoken("Miễn phí.", Outcome.ANSWERED)]
        clock.shift(dt.timedelta(hours=3))
        assert (await say(turns, "alo")).outcome is Outcome.WITH_STAFF
        clock.shift(dt.timedelta(hours=2))
        reply = await say(turns, "phí bao nhiêu")
    assert reply.outcome is Outcome.ANSWERED
    assert "Cán bộ tạm vắng" in text_of(reply)
    assert code in text_of(reply)
    with store.session() as session:
        assert session.scalars(select(Case)).one().state is CaseState.NEW


async def test_the_wait_is_told_once_enough_cases_show_it(
    turns: Turns, sqlite_store: Store, dialogue: ScriptedDialogue
) -> None:
    opened = MONDAY_MORNING
    with time_machine.travel(MONDAY_MORNING, tick=False), sqlite_store.session() as session:
        other = Conversation(channel="web", address="khác")
        session.add(other)
        session.flush()
        for number in range(5):
            session.add(
                Case(
                    code=f"PA-{number}XXXXX",
                    conversation_id=other.id,
                    kind="person",
                    state=CaseState.CLOSED,
                    question="?",
                    reason="handed_off",
                    opened_at=opened,
                    held_at=opened + dt.timedelta(minutes=20),
                )
            )
    _hand_off(dialogue)
    with time_machine.travel(MONDAY_MORNING, tick=False):
        assert "khoảng 20 phút" in text_of(await say(turns, "gặp cán bộ"))
