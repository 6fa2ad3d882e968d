"""Keeps the bot connected: starts by itself, tries again when it cannot, closes cleanly."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, TypeAlias

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot.channels.redact import TokenFilter
from bot.channels.telegram.commands import DESCRIPTION, MENU, SHORT_DESCRIPTION
from bot.channels.telegram.constants import (
    ALLOWED_UPDATES,
    POLL_TIMEOUT,
    RECONNECT_FIRST_SECONDS,
    RECONNECT_MAX_SECONDS,
)
from bot.channels.telegram.polling_bot import PollingBot
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.trouble import Trouble
from bot.settings import TelegramMode

_LOG = logging.getLogger(__name__)

# Application has six type parameters, none of which we use (no context, no stored data).
_App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


class _HandingOn(_App):
    """Hands each update straight to ``accept``.

    The library's own way notes the chat's id first, and ends for good on one that is no number:
    from then on everything received would be lost.
    """

    def __init__(self, *, accept: Callable[[Update], None], **given: Any) -> None:
        super().__init__(**given)
        self._accept = accept

    async def process_update(self, update: object) -> None:
        if isinstance(update, Update):
            self._accept(update)


class Connection:
    """One bot's python-telegram-bot Application and the task that brings it up.

    ``accept`` is called for each update that polling receives, in order, and must not block.
    """

    def __init__(self, settings: TelegramSettings, accept: Callable[[Update], None]) -> None:
        self._settings = settings
        self._accept = accept
        self._trouble = Trouble()
        # Before the bot exists: its first log line already holds the token.
        self._filter = TokenFilter(settings.token)
        self._filter.install()
        self._task: asyncio.Task[None] | None = None
        self.bot = PollingBot(settings, self._trouble)
        self._application = self._build()
        self.connected = False
        self.username: str | None = None

    @property
    def problem(self) -> str | None:
        """What is wrong right now, in words for the log and the health page."""
        return self._trouble.current

    def open(self) -> None:
        """Begin connecting in the background; returns at once."""
        self._task = asyncio.create_task(self._connect(), name="telegram-connect")

    async def close(self) -> None:
        """Stop receiving, confirm what was received, close the connections."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
        self.connected = False
        self.bot.close_soon()
        updater = self._application.updater
        if updater is not None and updater.running:
            await updater.stop()
        if self._application.running:
            await self._application.stop()

    async def shutdown(self) -> None:
        """Release the sockets; after ``close`` and after the last message was sent."""
        await self._application.shutdown()
        # An Application that never got through getMe thinks it has nothing to shut down.
        await self.bot.shutdown()
        self._filter.remove()

    def _build(self) -> _App:
        builder = Application.builder().bot(self.bot).job_queue(None)
        builder = builder.application_class(_HandingOn, {"accept": self._accept})
        if self._settings.mode is TelegramMode.WEBHOOK:
            builder = builder.updater(None)
        application: _App = builder.build()
        return application

    async def _connect(self) -> None:
        wait = RECONNECT_FIRST_SECONDS
        while not self.connected:
            try:
                await self._step_by_step()
            except TelegramError as error:
                self._trouble.report(error)
                await asyncio.sleep(wait)
                wait = min(wait * 2, RECONNECT_MAX_SECONDS)
            else:
                self.connected = True
                self._trouble.cleared()
                _LOG.info("Telegram: @%s, %s", self.username, self._settings.mode.value)

    async def _step_by_step(self) -> None:
        """Each step may be repeated after a later one failed."""
        await self._application.initialize()
        self.username = self.bot.username
        if not self._application.running:
            await self._application.start()
        await self._register_commands()
        if self._application.updater is not None:
            await self._application.updater.start_polling(
                timeout=POLL_TIMEOUT, allowed_updates=ALLOWED_UPDATES, error_callback=_reported
            )
        elif self._settings.public_webhook_url is not None:
            await self.bot.set_webhook(
                self._settings.public_webhook_url,
                secret_token=self._settings.webhook_secret,
                allowed_updates=ALLOWED_UPDATES,
            )

    async def _register_commands(self) -> None:
        try:
            await self.bot.set_my_commands(MENU)
            await self.bot.set_my_commands(MENU, language_code="vi")
            await self.bot.set_my_description(DESCRIPTION)
            await self.bot.set_my_short_description(SHORT_DESCRIPTION)
        except TelegramError as error:
            # A convenience: commands work when typed, and people are waiting.
            _LOG.warning("Telegram: commands and description not set (%s)", type(error).__name__)


def _reported(_: TelegramError) -> None:
    """PollingBot has reported it already; without this, each error is logged with a traceback."""
