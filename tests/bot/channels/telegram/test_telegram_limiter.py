"""The send limiter against a clock that only moves when someone waits."""

import asyncio

import pytest

from bot.channels.telegram import SendLimiter
from bot.channels.telegram.constants import CHAT_BURST, CHATS_REMEMBERED
from tests.loopback.telegram import ApiError, Limits
from tests.loopback.telegram.floods import Floods

GROUP = -4001


class FakeTime:
    """Sleepers wake in the order of their times; time stands still in between."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        wake = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, wake)


@pytest.fixture
def clock() -> FakeTime:
    return FakeTime()


async def times(clock: FakeTime, chats: list[int]) -> list[float]:
    return await times_of(SendLimiter(clock, clock.sleep), clock, chats)


async def times_of(limiter: SendLimiter, clock: FakeTime, chats: list[int]) -> list[float]:
    at = []
    for chat in chats:
        await limiter.acquire(chat)
        at.append(clock.now)
    return at


async def test_thirty_a_second_overall(clock: FakeTime) -> None:
    at = await times(clock, list(range(1, 91)))
    assert at[29] == 0.0
    assert 1.0 < at[30] < 1.1
    assert all(late - early > 1.0 for early, late in zip(at, at[30:], strict=False))
    # Full use of what Telegram allows: 90 messages in a little over two seconds.
    assert at[-1] < 2.2


async def test_one_a_second_in_a_chat_after_a_short_burst(clock: FakeTime) -> None:
    at = await times(clock, [501] * 12)
    assert at[:CHAT_BURST] == [0.0] * CHAT_BURST
    assert at[CHAT_BURST] > 1.0
    assert 9.0 < at[-1] < 10.0


async def test_twenty_a_minute_in_a_group(clock: FakeTime) -> None:
    at = await times(clock, [GROUP] * 41)
    assert at[19] < 21
    assert 60 < at[20] < 64
    assert at[40] > 120


async def test_what_the_limiter_lets_through_telegram_accepts(clock: FakeTime) -> None:
    floods = Floods(Limits(clock=clock))
    limiter = SendLimiter(clock, clock.sleep)
    for number in range(400):
        chat = (GROUP, 501, 502, 1000 + number)[number % 4]
        await limiter.acquire(chat)
        floods.count(chat)


async def test_a_full_chat_holds_up_no_other() -> None:
    limiter = SendLimiter()
    for _ in range(CHAT_BURST):
        await limiter.acquire(501)
    waiting = asyncio.create_task(limiter.acquire(501))
    await asyncio.wait_for(limiter.acquire(502), timeout=0.5)
    assert not waiting.done()
    waiting.cancel()


async def test_who_waits_for_an_answer_goes_before_everything_in_bulk(clock: FakeTime) -> None:
    limiter = SendLimiter(clock, clock.sleep)
    order: list[int] = []

    async def send(chat: int, *, bulk: bool) -> None:
        await limiter.acquire(chat, bulk=bulk)
        order.append(chat)

    bulk = [asyncio.create_task(send(1000 + n, bulk=True)) for n in range(90)]
    await asyncio.gather(*bulk[:40])
    asked_at = clock.now
    await send(501, bulk=False)
    assert clock.now - asked_at < 0.15
    await asyncio.gather(*bulk)
    assert order.index(501) < 45
    assert [chat for chat in order if chat != 501] == [1000 + n for n in range(90)]


async def test_bulk_uses_nearly_all_that_telegram_allows(clock: FakeTime) -> None:
    limiter = SendLimiter(clock, clock.sleep)
    floods = Floods(Limits(clock=clock))
    for chat in range(1, 601):
        await limiter.acquire(chat, bulk=True)
        floods.count(chat)
    assert 600 / clock.now > 0.95 * 30


async def test_one_who_stops_waiting_takes_no_place(clock: FakeTime) -> None:
    limiter = SendLimiter(clock, clock.sleep)
    waiting = asyncio.create_task(limiter.acquire(501))
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert await times_of(limiter, clock, [501] * CHAT_BURST) == [0.0] * CHAT_BURST


async def test_quiet_chats_are_forgotten(clock: FakeTime) -> None:
    limiter = SendLimiter(clock, clock.sleep)
    for chat in range(1, CHATS_REMEMBERED + 2):
        await limiter.acquire(chat)
    assert len(limiter._chats) < CHATS_REMEMBERED


def test_the_loopback_refuses_what_is_too_much() -> None:
    floods = Floods(Limits(clock=lambda: 0.0))
    for _ in range(5):
        floods.count(501)
    with pytest.raises(ApiError) as caught:
        floods.count(501)
    assert caught.value.parameters == {"retry_after": 1}
