"""A broadcast that is stopped, killed, or worked on by two: nobody gets it twice."""

import asyncio
import multiprocessing
import os
import signal
from collections import Counter

from sqlalchemy import select

from bot.broadcasts import Recovered, Sender
from bot.broadcasts.limits import limits
from bot.channels import (
    Leaving,
)
from bot.messages import OutboundMessage
from bot.store import (
    Delivery,
    DeliveryState,
    open_store,
)
from tests.bot.broadcasts.conftest import Sending
from tests.bot.people import ToldChannel


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
