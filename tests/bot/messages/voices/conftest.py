"""All shipped records as sources of messages."""

import datetime as dt

import pytest

from bot.messages.briefing import Sources
from bot.messages.voices import Options

TODAY = dt.date(2026, 11, 22)
UNIT = "Phường Hoa Sen"
ALL = Sources.shipped()
REFERENCES = (
    *(one.code or one.id for one in ALL.content.procedures),
    *(one.id for one in ALL.content.faqs),
    *(f"{plan.id}.{n}" for plan in ALL.content.plans for n in range(1, len(plan.facts) + 1)),
)


@pytest.fixture(scope="session")
def sources() -> Sources:
    return ALL


@pytest.fixture
def options() -> Options:
    return Options(today=TODAY, audio=False)
