"""Kill the sender's process at random points; the ledger and the platform agree afterwards.

The sender is a real process with the real channel, over HTTP to the loopback server with the
platform's limits; it is ended with SIGKILL. The seed is printed, so that a failure can be repeated.
"""

import random
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.broadcasts.limits import limits
from bot.store import Store, open_store
from tests.bot.databases import own_database
from tests.crash import world
from tests.crash.platforms import Platform, Telegram, Zalo
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import LoopbackZalo

ANSWER_SECONDS = 0.06
# Sixteen at a time: 40 messages a second, so that five lives end before 400 people have it.
ZALO_ANSWER_SECONDS = 0.4


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with LoopbackTelegram() as server:
        server.state.answer_after = ANSWER_SECONDS
        yield Telegram(server)


@pytest.fixture
def zalo() -> Iterator[Zalo]:
    with LoopbackZalo() as server:
        server.state.answer_after = ZALO_ANSWER_SECONDS
        yield Zalo(server)


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow]),
    ]
)
def crash_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
        yield store
        store.close()
        return
    with own_database() as url:
        store = open_store(url)
        yield store
        store.close()


def _crash(store: Store, platform: Platform, kills: int, people: int) -> world.Balance:
    seed = secrets.randbits(32)
    print(f"seed {seed}")  # noqa: T201
    made = world.begun(store, platform, people)
    alive = world.killed(store, platform, kills, random.Random(seed))
    world.finished(store, platform)
    found = world.balance(store, platform, made, alive)
    print(found)  # noqa: T201
    assert alive == kills, "it was done before the last kill: too few recipients"
    assert (found.lost, found.doubled, found.open) == (0, 0, 0)
    assert found.sent + found.unknown == people
    # At most what may be with the platform at once, each time.
    assert found.unknown <= limits().at_once[platform.channel] * kills
    return found


def test_five_kills(crash_store: Store, telegram: Telegram) -> None:
    _crash(crash_store, telegram, kills=5, people=260)


def test_five_kills_on_zalo(tmp_path: Path, zalo: Zalo) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    _crash(store, zalo, kills=5, people=400)
    store.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_fifty_kills(tmp_path: Path, telegram: Telegram) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    _crash(store, telegram, kills=50, people=2000)
    store.close()
