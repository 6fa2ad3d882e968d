"""No minute ever holds more requests than the limit, and nobody is passed by."""

import asyncio

from bot.channels.zalo.limiter import RequestLimiter


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def test_any_minute_keeps_within_the_rate() -> None:
    clock = Clock()
    limiter = RequestLimiter(40, now=clock, sleep=clock.sleep)
    left: list[float] = []
    for _ in range(200):
        await limiter.acquire()
        left.append(clock.now)
        clock.now += 0.1
    for start in left:
        assert sum(start <= moment < start + 60 for moment in left) <= 40
    assert left[-1] >= 4 * 60


async def test_those_who_wait_are_served_in_turn() -> None:
    clock = Clock()
    limiter = RequestLimiter(1, now=clock, sleep=clock.sleep)
    served: list[int] = []

    async def one(number: int) -> None:
        await limiter.acquire()
        served.append(number)

    await asyncio.gather(*(one(number) for number in range(5)))
    assert served == [0, 1, 2, 3, 4]


async def test_news_let_answers_go_first_and_leave_them_places() -> None:
    clock = Clock()

    async def sleep(seconds: float) -> None:
        clock.now += seconds
        await asyncio.sleep(0)

    limiter = RequestLimiter(10, bulk_share=0.8, now=clock, sleep=sleep)
    for _ in range(8):
        await limiter.acquire(bulk=True)
    assert clock.now == 0
    served: list[str] = []

    async def one(name: str, *, bulk: bool) -> None:
        await limiter.acquire(bulk=bulk)
        served.append(name)

    news = asyncio.create_task(one("news", bulk=True))
    await asyncio.sleep(0)
    for _ in range(2):
        await one("answer", bulk=False)
    await news
    assert served == ["answer", "answer", "news"]
    assert clock.now >= 60
