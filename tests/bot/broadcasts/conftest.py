"""Campaigns over the small index, subscribers, and a channel that does as it is told."""

import pytest

from bot.broadcasts import Campaigns, Sender
from bot.store import Store
from knowledge.answers import Answerer
from knowledge.live import LiveKnowledge
from tests.bot import people
from tests.bot.people import ToldChannel
from tests.bot.records import BIRTH


class Sending:
    """What one broadcast needs; ``begun`` makes one of ``people`` subscribers and starts it."""

    def __init__(self, store: Store, answerer: Answerer) -> None:
        self.store = store
        self.answerer = answerer
        self.campaigns = Campaigns(store)
        self.channel = ToldChannel()
        self.sender = Sender(store, {"telegram": self.channel})

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
def sending(store: Store, knowledge: LiveKnowledge, monkeypatch: pytest.MonkeyPatch) -> Sending:
    # The pace is Telegram's; here nobody is at the other end.
    monkeypatch.setattr("bot.broadcasts.sender.PER_SECOND", 1000)
    return Sending(store, knowledge.answerer)
