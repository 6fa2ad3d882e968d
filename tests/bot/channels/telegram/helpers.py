"""What the Telegram tests share beside their fixtures."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.telegram import TelegramChannel

StartChannel = Callable[..., Awaitable[TelegramChannel]]
Json = dict[str, Any]


async def until(reached: Callable[[], bool], seconds: float = 10.0) -> None:
    """Let the event loop run until ``reached()``."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.01)


def text_update(update_id: int, chat_id: int, text: str) -> Json:
    """One private message as Telegram writes it."""
    person = {"id": chat_id, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": 9,
            "date": 1_790_000_000,
            "chat": {"id": chat_id, "type": "private", "first_name": "Lan"},
            "from": person,
            "text": text,
        },
    }
