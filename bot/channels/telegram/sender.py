"""Sends one outbound message: its parts in order, within the limits, each error mapped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.channels import DeliveryError, Moved, Refused, SlowDown, UnknownDelivery, Unreachable
from bot.channels.telegram.constants import REPLY_PATIENCE_SECONDS
from bot.channels.telegram.encode import Part, encode
from bot.channels.telegram.errors import mapped
from bot.channels.telegram.limiter import SendLimiter, Sleep
from bot.messages import OutboundMessage

_LOG = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

OnUnreachable = Callable[[str], Awaitable[None]]


class Sender:
    """Delivers to Telegram through one bot."""

    def __init__(self, bot: Bot, limiter: SendLimiter, sleep: Sleep = asyncio.sleep) -> None:
        self._bot = bot
        self._limiter = limiter
        self._sleep = sleep

    async def send(self, conversation: str, message: OutboundMessage) -> None:
        """Deliver ``message`` once.

        A wait asked for between two parts is waited for here, as a caller who repeats the whole
        message would double its beginning.

        Raises:
            DeliveryError: SlowDown and Moved only when nothing was delivered yet, so that the
                caller may repeat; UnknownDelivery also when some parts arrived and others not.

        """
        chat = chat_id(conversation)
        parts = encode(message)
        if not parts:
            raise Refused("nothing to show")
        await self._send_part(parts[0], chat)
        for number, part in enumerate(parts[1:], start=1):
            try:
                chat = await self._patiently(chat, partial(self._send_part, part))
            except (SlowDown, Moved, Refused) as error:
                said = f"{number} of {len(parts)} parts arrived: {error}"
                raise UnknownDelivery(said) from None

    async def reply(
        self, conversation: str, message: OutboundMessage, on_unreachable: OnUnreachable | None
    ) -> bool:
        """Deliver to a person who waits: waits and moves along where Telegram asks for it.

        Returns False when the person cannot be reached any more. Raises nothing: what could not
        be delivered is logged without its words.
        """
        try:
            await self._patiently(chat_id(conversation), lambda chat: self.send(str(chat), message))
        except Unreachable:
            if on_unreachable is not None:
                await on_unreachable(conversation)
            return False
        except DeliveryError as error:
            _LOG.error("Telegram: reply to %s: %r", conversation, error)
        return True

    async def _patiently(
        self, chat: int | str, attempt: Callable[[int | str], Awaitable[None]]
    ) -> int | str:
        """Repeat ``attempt``, waiting and moving as asked; returns the chat's id from then on."""
        waited = 0.0
        moved = False
        while True:
            try:
                await attempt(chat)
            except SlowDown as error:
                waited += error.seconds
                if waited > REPLY_PATIENCE_SECONDS:
                    raise
                await self._sleep(error.seconds)
            except Moved as error:
                if moved:
                    raise
                chat, moved = chat_id(error.conversation), True
            else:
                return chat

    async def _send_part(self, part: Part, chat: int | str) -> None:
        await self._limiter.acquire(chat)
        try:
            await self._bot.send_message(
                chat,
                part.html,
                parse_mode=ParseMode.HTML,
                reply_markup=part.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except TelegramError as error:
            raise mapped(error) from None


def chat_id(conversation: str) -> int | str:
    """Return the chat's number, or the @name of a public channel.

    Raises:
        Unreachable: ``conversation`` is neither, so it is nobody on Telegram.

    """
    if conversation.startswith("@"):
        return conversation
    try:
        return int(conversation)
    except ValueError:
        raise Unreachable("not a Telegram chat") from None
