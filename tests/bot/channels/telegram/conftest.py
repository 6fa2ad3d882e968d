"""A loopback Telegram and channels on it that are stopped again."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from bot.channels import Handle
from bot.channels.telegram import TelegramChannel, TelegramSettings
from tests.bot.channels.telegram.helpers import StartChannel
from tests.loopback.telegram import LoopbackTelegram


@pytest.fixture
def telegram() -> Iterator[LoopbackTelegram]:
    with LoopbackTelegram() as server:
        yield server


@pytest.fixture
async def start_channel(telegram: LoopbackTelegram) -> AsyncIterator[StartChannel]:
    """``await start_channel(handle, mode=…, on_unreachable=…)``: settings, then arguments."""
    started: list[TelegramChannel] = []

    async def start(handle: Handle, **options: Any) -> TelegramChannel:
        own = {
            "on_unreachable", "on_back", "on_moved", "deep_link", "limiter", "files", "deliveries",
            "staff",
        }  # fmt: skip
        given = {key: value for key, value in options.items() if key not in own}
        settings = TelegramSettings(
            **({"token": telegram.token, "api_base_url": telegram.base_url} | given)
        )
        arguments = {key: value for key, value in options.items() if key in own}
        channel = TelegramChannel(settings, **arguments)
        started.append(channel)
        await channel.start(handle)
        return channel

    yield start
    for channel in started:
        await channel.stop()
