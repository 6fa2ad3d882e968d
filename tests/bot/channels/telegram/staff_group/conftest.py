"""The world of the officers' group."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel
from bot.store import (
    open_store,
)
from tests.bot.channels.telegram.helpers import StartChannel, until
from tests.bot.channels.telegram.staff_group.world import HOA, LAN, OFFICE, World
from tests.loopback.telegram import LoopbackTelegram


@pytest.fixture
async def world(
    telegram: LoopbackTelegram, start_channel: StartChannel, tmp_path: Path
) -> AsyncIterator[World]:
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    telegram.know(LAN, HOA)
    telegram.forum(OFFICE)
    made = World(store, telegram)
    channel: TelegramChannel = await start_channel(made.handle, staff=made.group)
    made.channels["telegram"] = channel
    await until(lambda: channel.connected)
    yield made
    store.close()
