"""The ledger: claimed, sent once, settled as what is known; on both databases."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from sqlalchemy import select

from bot.broadcasts import Sender
from bot.broadcasts.limits import limits
from bot.channels import (
    Deferred,
    Moved,
    Refused,
    SlowDown,
    UnknownDelivery,
    Unreachable,
    WindowShut,
)
from bot.store import (
    Broadcast,
    Conversation,
    Delivery,
    Direction,
    Subscription,
)
from bot.store.models import utc_now
from tests.bot import people
from tests.bot.broadcasts.conftest import Sending
from tests.bot.people import ToldChannel

EVENING = dt.datetime(2026, 11, 23, 15, 30, tzinfo=dt.UTC)


async def test_everybody_gets_it_once_and_it_is_done(sending: Sending) -> None:
    made = sending.begun(7)
    assert await sending.sender.work() == 7
    assert Counter(to for to, _ in sending.channel.sent) == {f"dân {n}": 1 for n in range(7)}
    status = sending.campaigns.status(made)
    assert (status["state"], status["total"], status["sent"]) == ("done", 7, 7)
    assert await sending.sender.work() == 0
    assert len(sending.channel.sent) == 7


async def test_what_was_sent_is_part_of_the_conversation(sending: Sending) -> None:
    sending.begun(1)
    await sending.sender.work()
    (message,) = people.said(sending.store)
    assert message.direction is Direction.BOT
    assert message.text == sending.channel.sent[0][1]


@pytest.mark.parametrize(
    ("error", "counted"),
    [
        (Unreachable("blocked"), "unreachable"),
        (Refused("bad text"), "refused"),
        (UnknownDelivery("time-out"), "unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
async def test_each_error_is_counted_where_it_belongs_and_the_rest_goes_on(
    sending: Sending, error: Exception, counted: str
) -> None:
    made = sending.begun(3)
    sending.channel.errors["dân 1"].append(error)
    assert await sending.sender.work() == 3
    status = sending.campaigns.status(made)
    assert status["state"] == "done"
    assert (status["sent"], status[counted]) == (2, 1)
    assert sending.channel.tried.count("dân 1") == 1


async def test_a_window_that_is_shut_is_refused_with_its_note_and_halts_nothing(
    sending: Sending,
) -> None:
    made = sending.begun(20)
    for number in range(15):
        sending.channel.errors[f"dân {number}"].append(WindowShut("quá 7 ngày"))
    await sending.sender.work()
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["refused"]) == ("done", 5, 15)
    with sending.store.session() as session:
        notes = {row.note for row in session.scalars(select(Delivery)) if row.note}
    assert notes == {"quá 7 ngày"}


async def test_somebody_who_moved_is_followed_once(sending: Sending) -> None:
    made = sending.begun(2)
    sending.channel.errors["dân 0"].append(Moved("nhà mới"))
    await sending.sender.work()
    assert sorted(to for to, _ in sending.channel.sent) == ["dân 1", "nhà mới"]
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"]) == ("done", 2)
    with sending.store.session() as session:
        addresses = set(session.scalars(select(Conversation.address)))
    assert addresses == {"nhà mới", "dân 1"}


@pytest.mark.parametrize(
    ("to", "again"),
    [("dân 1", None), ("nhà mới", Moved("xa hơn nữa"))],
    ids=["who gets it already", "a second time"],
)
async def test_nobody_who_moved_is_followed_to(
    sending: Sending, to: str, again: Moved | None
) -> None:
    made = sending.begun(2)
    sending.channel.errors["dân 0"].append(Moved(to))
    if again is not None:
        sending.channel.errors[to].append(again)
    await sending.sender.work()
    assert [one for one, _ in sending.channel.sent] == ["dân 1"]
    status = sending.campaigns.status(made)
    assert (status["sent"], status["refused"], status["unknown"]) == (1, 1, 0)


async def test_what_the_platform_puts_off_waits_until_then(sending: Sending) -> None:
    """Zalo's quota is used up: every further try would be refused, so nothing is tried."""
    made = sending.begun(6)
    until = utc_now() + dt.timedelta(hours=1)
    sending.channel.errors["dân 2"].append(Deferred("hết hạn mức", until))
    one_by_one = sending.another(at_once=1)
    await one_by_one.work()
    assert sending.channel.tried == ["dân 0", "dân 1", "dân 2"]
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["pending"]) == ("sending", 2, 4)
    assert await one_by_one.idle() == []
    # Also for a process that starts meanwhile.
    assert await sending.another().work() == 0
    with time_machine.travel(until + dt.timedelta(seconds=1), tick=True):
        await one_by_one.work()
    assert sending.campaigns.status(made)["state"] == "done"
    assert Counter(to for to, _ in sending.channel.sent) == {f"dân {n}": 1 for n in range(6)}


async def test_who_cannot_be_reached_is_not_enlisted_again(sending: Sending) -> None:
    sending.begun(2)
    sending.channel.errors["dân 0"].append(Unreachable("blocked"))
    await sending.sender.work()
    with sending.store.session() as session:
        found = session.scalars(select(Conversation).order_by(Conversation.id)).all()
        assert [row.reachable for row in found] == [False, True]
    assert sending.campaigns.start(sending.approved()) == 1


async def test_slowing_down_waits_and_then_sends_once(sending: Sending) -> None:
    made = sending.begun(2)
    sending.channel.errors["dân 0"].extend([SlowDown(0.05), SlowDown(0.05)])
    assert await sending.sender.work() == 2
    assert Counter(to for to, _ in sending.channel.sent) == {"dân 0": 1, "dân 1": 1}
    assert sending.campaigns.status(made)["state"] == "done"


async def test_a_fault_of_the_channel_s_own_does_not_hang_the_broadcast(sending: Sending) -> None:
    """A bug in an adapter raises what no channel should: the row becomes unknown, others go."""
    made = sending.begun(3)
    sending.channel.errors["dân 0"].append(KeyError("surprise"))
    for _ in range(3):
        try:
            await sending.sender.work()
        except KeyError:
            continue
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["pending"]) == ("done", 2, 0)


async def test_who_unsubscribes_while_it_is_being_sent_gets_nothing(sending: Sending) -> None:
    """'Dừng nhận tin' is answered with 'đã dừng gửi tin': from then on nothing may come."""
    made = sending.begun(3)
    sending.campaigns.stop(made)
    with sending.store.session() as session:
        for row in session.scalars(select(Subscription)).all()[:1]:
            row.ended_at = utc_now()
    sending.campaigns.start(made)
    await sending.sender.work()
    assert sorted(to for to, _ in sending.channel.sent) == ["dân 1", "dân 2"]


async def test_one_on_a_channel_that_is_off_waits(sending: Sending) -> None:
    people.subscriber(sending.store, "zalo-1", channel="zalo")
    made = sending.approved(channel="zalo")
    sending.campaigns.start(made)
    assert await sending.sender.work() == 0
    assert sending.campaigns.status(made)["pending"] == 1
    zalo = ToldChannel("zalo")
    assert await Sender(sending.store, {"zalo": zalo}).work() == 1
    assert sending.campaigns.status(made)["state"] == "done"


async def test_too_many_bad_recipients_halt_it_with_a_reason(sending: Sending) -> None:
    made = sending.begun(60)
    for number in range(60):
        sending.channel.errors[f"dân {number}"].append(Refused("bad text"))
    told: list[tuple[int, str]] = []

    async def tell(number: int, why: str) -> None:
        told.append((number, why))

    by = limits().model_copy(update={"at_once": {"telegram": 2}})
    await Sender(sending.store, {"telegram": sending.channel}, by=by, on_halted=tell).work()
    status = sending.campaigns.status(made)
    assert status["state"] == "halted"
    assert [number for number, _ in told] == [made]
    # Those that were on their way at the eleventh still come back.
    assert 11 <= int(status["refused"]) <= 12
    with sending.store.session() as session:
        assert "bị từ chối" in str(session.get_one(Broadcast, made).note)


async def test_people_who_left_the_news_are_no_bad_recipients(sending: Sending) -> None:
    made = sending.begun(20)
    with sending.store.session() as session:
        for row in session.scalars(select(Subscription)):
            row.ended_at = utc_now()
    await sending.sender.work()
    status = sending.campaigns.status(made)
    assert (status["state"], status["refused"], status["sent"]) == ("done", 20, 0)


@pytest.mark.parametrize("urgent", [False, True])
async def test_quiet_hours_wait_unless_it_is_urgent(sending: Sending, urgent: bool) -> None:
    people.subscriber(sending.store, "lan")
    made = sending.approved()
    sending.campaigns.start(made, urgent=urgent)
    with time_machine.travel(EVENING, tick=True):
        assert await sending.sender.work() == int(urgent)
        assert sending.campaigns.status(made)["pending"] == int(not urgent)
    await sending.sender.work()
    assert sending.campaigns.status(made)["state"] == "done"
