"""The action server's real services over one small index, and a dialogue to act in."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from actions.services import services
from tests.actions.acting import Talk
from tests.bot.small_index import small_index

UNIT = "UBND phường Mẫu"
# The records were checked a month before; a year later they would be told to be old.
TODAY = dt.datetime(2026, 11, 1, 3, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session", autouse=True)
def _services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(TODAY):
        patch.setenv("MOTCUA_DATA", str(small_index(tmp_path_factory)))
        patch.setenv("MOTCUA_UNIT", UNIT)
        services.cache_clear()
        services()
    yield
    services.cache_clear()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def talk() -> Talk:
    return Talk()
