"""Campaigns over the small index, subscribers, and a channel that does as it is told."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from bot.broadcasts import Campaigns, Sender
from bot.broadcasts.limits import limits
from bot.broadcasts.voices import Office
from bot.store import Store
from knowledge.answers import Answerer
from knowledge.live import LiveKnowledge
from tests.bot import people
from tests.bot.people import ToldChannel
from tests.bot.records import BIRTH

MORNING = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


class Sending:
    """What one broadcast needs; ``begun`` makes one of ``people`` subscribers and starts it."""

    def __init__(self, store: Store, answerer: Answerer) -> None:
        self.store = store
        self.answerer = answerer
        self.office = Office("UBND phường Mẫu")
        self.campaigns = Campaigns(store, self.office)
        self.channel = ToldChannel()
        self.sender = self.another()

    def another(self, *, at_once: int = 16) -> Sender:
        """A sender over the same store, as another process would have."""
        by = limits().model_copy(update={"at_once": {"telegram": at_once, "zalo": 4, "web": 32}})
        return Sender(self.store, {"telegram": self.channel}, by=by, office=self.office)

    def approved(self, audience: str = "all", channel: str = "telegram") -> int:
        made = self.campaigns.create(self.answerer, BIRTH, channel, audience)
        self.campaigns.approve(made, "Trưởng phòng")
        return made

    def begun(self, count: int) -> int:
        for number in range(count):
            people.subscriber(self.store, f"dân {number}")
        made = self.approved()
        assert self.campaigns.start(made) == count
        return made


@pytest.fixture
def sending(store: Store, knowledge: LiveKnowledge, daytime: None) -> Sending:
    return Sending(store, knowledge.answerer)


@pytest.fixture
def daytime() -> Iterator[None]:
    """Nine in the morning in the ward, and time goes on: no test depends on the hour it runs at."""
    with time_machine.travel(MORNING, tick=True):
        yield
