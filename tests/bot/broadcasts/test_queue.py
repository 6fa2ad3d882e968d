"""Deliveries as tasks: woken once, in this process or over a real Redis, taken up after any end."""

import asyncio
import os
import secrets
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import redis
import time_machine

from bot.broadcasts.hours import next_open
from bot.broadcasts.queue import DeliveryQueue
from bot.store import Broadcast
from tests.bot import people
from tests.bot.broadcasts.conftest import MORNING, Sending

# What development machines and CI promise; another server by this variable.
SERVER = os.environ.get("MOTCUA_TEST_REDIS", "redis://127.0.0.1:6379/15")


@pytest.fixture
def redis_name() -> str:
    """The name of a queue of this test's own; without a server the test is skipped, in CI not."""
    try:
        redis.Redis.from_url(SERVER, socket_connect_timeout=3).ping()
    except redis.RedisError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no Redis to test on: {error}")
        pytest.skip(f"no Redis to test on: {error}")
    return f"motcua:test:{secrets.token_hex(4)}"


@pytest.fixture
async def queue(sending: Sending) -> AsyncIterator[DeliveryQueue]:
    made = DeliveryQueue(sending.sender, sending.campaigns, None)
    await made.start()
    yield made
    await made.close()


async def _done(sending: Sending, number: int) -> None:
    async with asyncio.timeout(20):
        while sending.campaigns.status(number)["state"] != "done":  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_one_ring_wakes_one_worker(sending: Sending, queue: DeliveryQueue) -> None:
    sending.channel.seconds = 0.05
    made = sending.begun(12)
    assert await queue.ring() == 1
    assert await queue.ring() == 0
    await _done(sending, made)
    assert Counter(to for to, _ in sending.channel.sent) == {f"dân {n}": 1 for n in range(12)}


async def test_a_planned_one_begins_with_the_ring(sending: Sending, queue: DeliveryQueue) -> None:
    people.subscriber(sending.store, "lan")
    made = sending.approved()
    sending.campaigns.plan(made, next_open(MORNING).replace(hour=3))
    assert await queue.ring() == 0
    with time_machine.travel(MORNING.replace(hour=3, minute=1), tick=True):
        assert await queue.ring() == 1
        await _done(sending, made)


@pytest.mark.parametrize("moved", [-3600, -21, 21, 3600])
async def test_a_worker_that_is_silent_is_replaced_whichever_way_the_clock_was_moved(
    sending: Sending, queue: DeliveryQueue, moved: int
) -> None:
    made = sending.begun(2)
    assert await sending.sender.idle() == [made]
    assert await sending.sender.idle() == []
    with time_machine.travel(MORNING.timestamp() + moved, tick=True):
        assert await sending.sender.idle() == [made]


@pytest.mark.redis
@pytest.mark.postgres
async def test_two_processes_on_one_redis_send_each_row_once(
    sending: Sending, redis_name: str
) -> None:
    senders = [sending.another(at_once=4) for _ in range(2)]
    queues = [DeliveryQueue(one, sending.campaigns, SERVER, redis_name) for one in senders]
    for one in queues:
        await one.start()
    sending.channel.seconds = 0.005
    first = sending.begun(25)
    second = sending.approved()
    sending.campaigns.start(second)
    assert sum([await one.ring() for one in queues]) == 2
    await _done(sending, first)
    await _done(sending, second)
    for one in queues:
        await one.close()
    assert Counter(Counter(to for to, _ in sending.channel.sent).values()) == {2: 25}


async def test_without_its_redis_the_bot_sends_by_itself(sending: Sending) -> None:
    queue = DeliveryQueue(sending.sender, sending.campaigns, "redis://127.0.0.1:1/0")
    made = sending.begun(3)
    assert await queue.ring() == 1
    assert sending.campaigns.status(made)["state"] == "done"
    with sending.store.session() as session:
        assert session.get_one(Broadcast, made).beat_at is None
