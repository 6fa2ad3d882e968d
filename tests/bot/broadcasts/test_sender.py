"""The ledger: claimed, sent once, settled as what is known; on both databases."""

import asyncio
import datetime as dt
import multiprocessing
import os
import signal
from collections import Counter

import pytest
import time_machine
from sqlalchemy import select

from bot.broadcasts import Recovered, Sender
from bot.broadcasts.limits import limits
from bot.channels import (
    Deferred,
    Leaving,
    Moved,
    Refused,
    SlowDown,
    UnknownDelivery,
    Unreachable,
    WindowShut,
)
from bot.messages import OutboundMessage
from bot.store import (
    Broadcast,
    Conversation,
    Delivery,
    DeliveryState,
    Direction,
    Subscription,
    open_store,
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
    await sending.another(at_once=1).work()
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
    one_by_one = limits().model_copy(update={"at_once": {"telegram": 1}})
    asyncio.run(Sender(store, {"telegram": channel}, by=one_by_one).work())


async def test_only_what_was_handed_over_before_a_kill_is_unknown_and_never_resent(
    sending: Sending,
) -> None:
    """postmangovsg's retry double-sends here (habits.md): what timed out may have arrived.

    All five were claimed together; the two that were still waiting surely did not leave.
    """
    made = sending.begun(5)
    url = sending.store.engine.url.render_as_string(hide_password=False)
    child = multiprocessing.get_context("fork").Process(target=_send_until_killed, args=(url,))
    child.start()
    await asyncio.to_thread(child.join, 60)
    assert child.exitcode == -signal.SIGKILL
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["pending"]) == ("sending", 2, 3)
    assert sending.sender.recover() == Recovered(pending=2, unknown=1)
    assert sending.sender.recover() == Recovered(pending=0, unknown=0)
    await sending.sender.work()
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["unknown"]) == ("done", 4, 1)
    with sending.store.session() as session:
        rows = session.scalars(select(Delivery).order_by(Delivery.id)).all()
        unknown = [row for row in rows if row.state is DeliveryState.UNKNOWN]
        assert [row.conversation.address for row in unknown] == ["dân 2"]
        assert unknown[0].note
    assert "dân 2" not in sending.channel.tried


async def test_another_process_that_starts_does_not_make_a_living_one_double(
    sending: Sending,
) -> None:
    """The second takes the first for dead and gives its rows back; each still goes out once."""
    made = sending.begun(40)
    sending.channel.seconds = 0.03
    first, second = sending.another(at_once=3), sending.another(at_once=3)
    running = asyncio.create_task(first.work())
    await _sent(sending.channel, 5)
    await asyncio.to_thread(second.recover)
    await second.work()
    await running
    assert Counter(Counter(to for to, _ in sending.channel.sent).values()) == {1: 40}
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["unknown"]) == ("done", 40, 0)


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


async def test_an_orderly_stop_settles_what_is_on_its_way_and_gives_back_the_rest(
    sending: Sending,
) -> None:
    made = sending.begun(30)
    sending.channel.seconds = 0.05
    sender = sending.another(at_once=2)
    running = asyncio.create_task(sender.work())
    await _sent(sending.channel, 4)
    await sender.close()
    await running
    status = sending.campaigns.status(made)
    assert (status["state"], status["unknown"]) == ("sending", 0)
    assert status["sent"] == len(sending.channel.sent)
    assert sending.sender.recover() == Recovered(pending=0, unknown=0)


async def _sent(channel: ToldChannel, number: int) -> None:
    while len(channel.sent) < number:  # noqa: ASYNC110  (the channel tells nobody)
        await asyncio.sleep(0.005)


class ClearChannel(ToldChannel):
    """A channel that waits for its platform's limit before a message leaves."""

    async def send_when_clear(
        self, conversation: str, message: OutboundMessage, leaving: Leaving
    ) -> None:
        await asyncio.sleep(0.02)
        await leaving()
        await self.send(conversation, message)


async def test_what_waits_for_the_platform_s_limit_has_not_left(sending: Sending) -> None:
    made = sending.begun(4)
    channel = ClearChannel()
    sending.campaigns.stop(made)
    sending.campaigns.start(made)

    def stop(_: str) -> None:
        if sending.campaigns.status(made)["state"] == "sending":
            sending.campaigns.stop(made)

    channel.before_send = stop
    by = limits().model_copy(update={"at_once": {"telegram": 1}})
    await Sender(sending.store, {"telegram": channel}, by=by).work()
    status = sending.campaigns.status(made)
    assert (status["state"], status["sent"], status["pending"]) == ("stopped", 1, 3)
    assert channel.tried == ["dân 0"]
