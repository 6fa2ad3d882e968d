"""'… is typing' while the answer is being made."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.telegram.constants import TYPING_GRACE_SECONDS, TYPING_REPEAT_SECONDS


@contextlib.asynccontextmanager
async def typing(bot: Bot, chat: int | str) -> AsyncIterator[None]:
    """Show the typing status in ``chat`` until the block ends; failures do not matter."""
    done = asyncio.Event()
    task = asyncio.create_task(_show(bot, chat, done), name="telegram-typing")
    try:
        yield
    finally:
        done.set()
        # A status that arrives after the answer would hang there for five seconds, and a
        # cancelled request costs its connection: so the one under way gets a moment to finish.
        await asyncio.wait({task}, timeout=TYPING_GRACE_SECONDS)
        task.cancel()


async def _show(bot: Bot, chat: int | str, done: asyncio.Event) -> None:
    while not done.is_set():
        with contextlib.suppress(TelegramError):
            await bot.send_chat_action(chat, ChatAction.TYPING)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), TYPING_REPEAT_SECONDS)
