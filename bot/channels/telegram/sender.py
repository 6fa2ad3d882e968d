"""Sends one outbound message: its parts in order, within the limits, each error mapped."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, cast

from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode, PollType
from telegram.error import BadRequest, TelegramError

from bot.channels import Leaving, Moved, Refused, SlowDown, Unreachable
from bot.channels.departing import Departure, partly, patiently
from bot.channels.telegram.constants import WRITTEN_AHEAD
from bot.channels.telegram.encode import Part, encode
from bot.channels.telegram.errors import is_unchanged, mapped
from bot.channels.telegram.files import Files
from bot.channels.telegram.limiter import SendLimiter, Sleep
from bot.channels.telegram.origin import NOWHERE, Origin
from bot.channels.telegram.polls import Polls
from bot.messages import OutboundMessage

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

OnUnreachable = Callable[[str], Awaitable[None]]
OnMoved = Callable[[str, str], Awaitable[None]]


class Sender:
    """Delivers to Telegram through one bot. ``on_moved`` is told a group's old and new address."""

    def __init__(
        self,
        bot: Bot,
        limiter: SendLimiter,
        files: Files,
        *,
        on_moved: OnMoved | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._limiter = limiter
        self._files = files
        self._on_moved = on_moved
        self._sleep = sleep
        self._ahead = asyncio.Semaphore(WRITTEN_AHEAD)
        self.polls = Polls()

    async def send(
        self,
        conversation: str,
        message: OutboundMessage,
        *,
        bulk: bool = False,
        leaving: Leaving | None = None,
        origin: Origin = NOWHERE,
    ) -> None:
        """Deliver ``message`` once; in ``bulk`` it lets all go first that people wait for.

        ``leaving`` is awaited once, just before the first part goes out.

        A wait asked for between two parts is waited for here, as a caller who repeats the whole
        message would double its beginning. A group that has moved is followed.

        Raises:
            DeliveryError: SlowDown only when nothing was delivered yet, so that the caller may
                repeat; UnknownDelivery also when some parts arrived and others not.

        """
        chat = chat_id(conversation)
        parts = encode(message)
        if not parts:
            raise Refused("nothing to show")
        only = parts[0] if len(parts) == 1 and parts[0].is_text else None
        pressed = origin.pressed if message.replaces else None
        if pressed and only and await self._put_in_place(only, chat, pressed):
            return
        departure = Departure(bulk, leaving)
        first = partial(self._send_part, parts[0], departure, origin=origin)
        chat = await self._followed(chat, first)
        for number, part in enumerate(parts[1:], start=1):
            try:
                chat = await self._patiently(chat, partial(self._send_part, part, departure))
            except (SlowDown, Moved, Refused) as error:
                raise partly(number, len(parts), error) from None

    async def reply(
        self, conversation: str, message: OutboundMessage, origin: Origin = NOWHERE
    ) -> None:
        """Deliver to a person who waits: waits where Telegram asks for it.

        Raises:
            DeliveryError: as ``send``; SlowDown when the waits together would be too long.

        """

        async def attempt(chat: int | str) -> None:
            await self.send(str(chat), message, origin=origin)

        await self._patiently(chat_id(conversation), attempt)

    async def _patiently(
        self, chat: int | str, attempt: Callable[[int | str], Awaitable[None]]
    ) -> int | str:
        """Repeat ``attempt``, waiting and moving as asked; returns the chat's id from then on."""
        return await patiently(lambda: self._followed(chat, attempt), self._sleep)

    async def _followed(
        self, chat: int | str, attempt: Callable[[int | str], Awaitable[None]]
    ) -> int | str:
        """Attempt once more where a group has moved to; returns the chat's id from then on."""
        try:
            await attempt(chat)
        except Moved as error:
            if self._on_moved is not None:
                await self._on_moved(str(chat), error.conversation)
            chat = chat_id(error.conversation)
            await attempt(chat)
        return chat

    async def _put_in_place(self, part: Part, chat: int | str, pressed: int) -> bool:
        """Edit the message ``pressed``; False when Telegram will not, so that a new one is sent."""
        await self._limiter.acquire(chat)
        try:
            await self._bot.edit_message_text(
                part.html,
                chat,
                pressed,
                parse_mode=ParseMode.HTML,
                reply_markup=part.keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            # The same words once more are what was asked for; a message too old, deleted, or
            # without text of its own cannot take them.
            return is_unchanged(error)
        except TelegramError as error:
            raise mapped(error) from None
        return True

    async def _clear(self, chat: int | str, departure: Departure) -> None:
        """Hold a part back until the limits let it go."""
        if departure.leaving is None:
            await self._limiter.acquire(chat, bulk=departure.bulk)
            return
        # Writing it down takes now 5 ms and now 50: done after the limiter, such jitter would crowd
        # messages together and cost a 429. A few written ahead leave in the limiter's even steps.
        async with self._ahead:
            await departure.told()
            await self._limiter.acquire(chat, bulk=departure.bulk)

    async def _send_part(
        self, part: Part, departure: Departure, chat: int | str, origin: Origin = NOWHERE
    ) -> None:
        asked = None
        if origin.asked is not None:
            asked = ReplyParameters(origin.asked, allow_sending_without_reply=True)
        try:
            if part.file is not None:
                await self._send_file(part, chat, asked, departure)
            elif part.quiz is not None:
                await self._send_quiz(part, chat, asked, departure)
            else:
                await self._clear(chat, departure)
                await self._bot.send_message(
                    chat,
                    part.html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=part.keyboard,
                    link_preview_options=_NO_PREVIEW,
                    reply_parameters=asked,
                )
        except TelegramError as error:
            raise mapped(error) from None

    async def _send_file(
        self, part: Part, chat: int | str, asked: ReplyParameters | None, departure: Departure
    ) -> None:
        assert part.file is not None  # noqa: S101  (its one caller has looked)
        loaded = await self._files.load(part.file)
        await self._clear(chat, departure)
        send = self._bot.send_photo if loaded.as_photo else self._bot.send_document
        await send(
            chat,
            loaded.content,
            caption=part.html or None,
            filename=loaded.name,
            parse_mode=ParseMode.HTML,
            reply_markup=part.keyboard,
            reply_parameters=asked,
        )

    async def _send_quiz(
        self, part: Part, chat: int | str, asked: ReplyParameters | None, departure: Departure
    ) -> None:
        assert part.quiz is not None  # noqa: S101  (its one caller has looked)
        await self._clear(chat, departure)
        sent = await self._bot.send_poll(
            chat,
            part.html,
            part.quiz.options,
            type=PollType.QUIZ,
            # The library types each number that may stand here.
            correct_option_ids=cast(Any, [part.quiz.correct]),
            # Telegram takes two line breaks in it, which a text for all channels does not know.
            explanation=" ".join(part.quiz.explanation.split()) or None,
            # An anonymous one tells nobody what was chosen.
            is_anonymous=False,
            reply_markup=part.keyboard,
            reply_parameters=asked,
        )
        if sent.poll is not None:
            self.polls.sent(sent.poll.id, chat)


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
