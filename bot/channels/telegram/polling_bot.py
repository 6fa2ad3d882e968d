"""The bot whose polling survives a refused token."""

from typing import Any

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.trouble import Trouble
from bot.channels.telegram.updates_request import UpdatesRequest


class PollingBot(ExtBot[None]):
    """ExtBot that tells ``trouble`` how each poll went.

    python-telegram-bot ends its polling task for good on InvalidToken, and nobody would notice.
    So it gets a plain TelegramError, after which it backs off and tries again.
    """

    __slots__ = ("_closing", "_trouble")

    def __init__(self, settings: TelegramSettings, trouble: Trouble) -> None:
        seconds = settings.timeout_seconds
        super().__init__(
            settings.token,
            base_url=settings.methods_url,
            base_file_url=settings.files_url,
            request=HTTPXRequest(
                connection_pool_size=256,  # python-telegram-bot's own default for applications
                connect_timeout=seconds,
                read_timeout=seconds,
                write_timeout=seconds,
            ),
            get_updates_request=UpdatesRequest(
                connect_timeout=seconds, read_timeout=seconds, write_timeout=seconds
            ),
        )
        self._trouble = trouble
        self._closing = False

    def close_soon(self) -> None:
        """Ignore failures from here on: the last poll only confirms what was received."""
        self._closing = True

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """As ExtBot's, with the outcome reported."""
        try:
            updates = await super().get_updates(*args, **kwargs)
        except TelegramError as error:
            if self._closing:
                return ()
            self._trouble.report(error)
            if isinstance(error, InvalidToken):
                raise TelegramError("token refused") from None
            raise
        self._trouble.cleared()
        return updates
