"""A desk asked without a browser, over ASGI or action by action."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from bot.broadcasts import Campaigns
from bot.web.desk.desk import Desk
from tests.bot.web.desk_world import DeskWorld


@pytest.fixture
def world(tmp_path: Path) -> Iterator[DeskWorld]:
    made = DeskWorld(tmp_path)
    made.staff()
    yield made
    made.store.close()


@pytest.fixture
async def http(world: DeskWorld) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(world.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        yield client


@pytest.fixture
def desk(world: DeskWorld) -> Desk:
    return Desk(world.services, world.replies, Campaigns(world.store))
