"""The ledger: claimed, sent once, settled as what is known; on both databases."""

import asyncio
import multiprocessing
import os
import signal
from collections import Counter

import pytest
from sqlalchemy import select

from bot.broadcasts import Sender
from bot.channels import Moved, Refused, SlowDown, UnknownDelivery, Unreachable, WindowShut
from bot.store import Conversation, Delivery, DeliveryState, Direction, Subscription, open_store
from bot.store.models import utc_now
from tests.bot import people
from tests.bot.broadcasts.conftest import Sending
from tests.bot.people import ToldChannel


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


@pytest.mark.parametrize("error", [Moved("x"), WindowShut("shut")], ids=["moved", "shut"])
async def test_what_certainly_did_not_arrive_is_not_counted_as_unknown(
    sending: Sending, error: Exception
) -> None:
    made = sending.begun(1)
    sending.channel.errors["dân 0"].append(error)
    await sending.sender.work()
    status = sending.campaigns.status(made)
    assert (status["sent"], status["unknown"]) == (0, 0)


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


async def test_the_ledger_never_doubles_when_two_senders_run(sending: Sending) -> None:
    made = sending.begun(30)
    sending.channel.seconds = 0.002
    second = Sender(sending.store, {"telegram": sending.channel})
    await asyncio.gather(
        *(asyncio.to_thread(asyncio.run, one.work()) for one in (sending.sender, second))
    )
    await sending.sender.work()
    assert Counter(Counter(to for to, _ in sending.channel.sent).values()) == {1: 30}
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"]) == ("done", 30)


async def test_stopping_midway_sends_no_more_and_resuming_sends_the_rest(
    sending: Sending,
) -> None:
    made = sending.begun(6)

    def stop_after_two(_: str) -> None:
        if len(sending.channel.tried) == 2:
            sending.campaigns.stop(made)

    sending.channel.before_send = stop_after_two
    await sending.sender.work()
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["pending"]) == ("stopped", 2, 4)
    assert await sending.sender.work() == 0
    sending.campaigns.start(made)
    await sending.sender.work()
    assert Counter(to for to, _ in sending.channel.sent) == {f"dân {n}": 1 for n in range(6)}
    assert sending.campaigns.status(made)["state"] == "done"


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


def _send_until_killed(url: str) -> None:
    """In a process of its own: the machine dies while the third message is on its way."""
    store = open_store(url)
    channel = ToldChannel()

    def die(_: str) -> None:
        if len(channel.tried) == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    channel.before_send = die
    asyncio.run(Sender(store, {"telegram": channel}).work())


async def test_killed_between_claim_and_settle_is_unknown_and_never_resent(
    sending: Sending,
) -> None:
    """postmangovsg's retry double-sends here (habits.md): what timed out may have arrived."""
    made = sending.begun(5)
    url = sending.store.engine.url.render_as_string(hide_password=False)
    child = multiprocessing.get_context("fork").Process(target=_send_until_killed, args=(url,))
    child.start()
    await asyncio.to_thread(child.join, 60)
    assert child.exitcode == -signal.SIGKILL
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["pending"]) == ("sending", 2, 3)
    assert sending.sender.recover() == 1
    assert sending.sender.recover() == 0
    await sending.sender.work()
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["unknown"]) == ("done", 4, 1)
    with sending.store.session() as session:
        rows = session.scalars(select(Delivery).order_by(Delivery.id)).all()
        unknown = [row for row in rows if row.state is DeliveryState.UNKNOWN]
        assert [row.conversation.address for row in unknown] == ["dân 2"]
        assert unknown[0].note
    assert "dân 2" not in sending.channel.tried
