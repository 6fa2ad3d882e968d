"""Telegram as one of the channels."""

import logging
from collections.abc import Mapping

from telegram import Update
from telegram.error import TelegramError

from bot.channels import Handle
from bot.channels.telegram.commands import DeepLink
from bot.channels.telegram.connection import Connection
from bot.channels.telegram.constants import STOP_GRACE_SECONDS
from bot.channels.telegram.decode import CHANNEL, Gone, decode
from bot.channels.telegram.groups import Me
from bot.channels.telegram.lanes import ChatLanes
from bot.channels.telegram.limiter import SendLimiter
from bot.channels.telegram.sender import OnUnreachable, Sender, chat_id
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.typing_action import typing
from bot.messages import InboundMessage, OutboundMessage
from bot.settings import TelegramMode

_LOG = logging.getLogger(__name__)


class NotListeningError(Exception):
    """The channel has not started or has stopped: deliver the update again later."""


class MalformedUpdateError(ValueError):
    """Not an update at all: no object with a whole ``update_id``."""


class TelegramChannel:
    """Receives by polling or through ``feed``, answers through the handle, sends.

    Everything runs in the event loop that called ``start``, ``send`` included.

    Args:
        settings: see TelegramSettings.
        on_unreachable: told the conversation of someone who blocked the bot or whose group
            removed it.
        deep_link: turns the parameter of ``t.me/<bot>?start=…`` into a payload.
        limiter: shared by everything that sends through this bot.

    """

    name = CHANNEL

    def __init__(
        self,
        settings: TelegramSettings,
        *,
        on_unreachable: OnUnreachable | None = None,
        deep_link: DeepLink = lambda _: None,
        limiter: SendLimiter | None = None,
    ) -> None:
        self.settings = settings
        self._on_unreachable = on_unreachable
        self._deep_link = deep_link
        self._connection = Connection(settings, self._accept)
        self._sender = Sender(self._connection.bot, limiter or SendLimiter())
        self._lanes = ChatLanes()
        self._handle: Handle | None = None
        self._listening = False

    @property
    def connected(self) -> bool:
        """Whether Telegram accepted the token and updates come in right now."""
        return self._connection.connected and self.problem is None

    @property
    def problem(self) -> str | None:
        """What is wrong with the connection right now, in words; None when nothing is."""
        return self._connection.problem

    async def start(self, handle: Handle) -> None:
        """Begin receiving; returns at once and connects in the background."""
        self._handle = handle
        self._listening = True
        self._connection.open()

    async def stop(self) -> None:
        """Stop receiving, let the turns under way finish, release everything."""
        self._listening = False
        await self._connection.close()
        await self._lanes.drain(STOP_GRACE_SECONDS)
        await self._connection.shutdown()

    async def send(self, conversation: str, message: OutboundMessage) -> None:
        """Deliver one message; see Sender.send for what it raises."""
        await self._sender.send(conversation, message)

    async def feed(self, update_json: Mapping[str, object]) -> None:
        """Take one update from the webhook; queues it and returns.

        Raises:
            MalformedUpdateError: it is no update.
            NotListeningError: before ``start``, after ``stop``, or when the mode is polling.

        """
        if not self._listening or self.settings.mode is not TelegramMode.WEBHOOK:
            raise NotListeningError
        # bool is an int to Python, not to Telegram.
        if type(update_json.get("update_id")) is not int:
            raise MalformedUpdateError("update_id")
        try:
            update = Update.de_json(dict(update_json), self._connection.bot)
        except Exception as error:  # noqa: BLE001 — the library's parser promises no error type
            # Refusing it would make Telegram deliver it again and hold up everyone behind it.
            _LOG.warning("Telegram: unreadable update (%s)", type(error).__name__)
            return
        self._accept(update)

    def _accept(self, update: Update) -> None:
        """Decode and queue behind the chat's earlier messages; never raises, never waits."""
        try:
            self._acknowledge_press(update)
            meant = decode(update, self._me(), self._deep_link)
        except Exception as error:  # noqa: BLE001 — see decode: fields of any type may come in
            _LOG.warning("Telegram: unreadable update (%s)", type(error).__name__)
            return
        if meant is not None:
            self._lanes.submit(meant.conversation, lambda: self._turn(meant))

    def _acknowledge_press(self, update: Update) -> None:
        """Stop the button's spinner at once, whatever the press means and however long it takes."""
        query = update.callback_query
        if query is not None and isinstance(query.id, str):
            self._lanes.submit(f"press {query.id}", lambda: self._answer_press(query.id))

    async def _answer_press(self, query_id: str) -> None:
        try:
            await self._connection.bot.answer_callback_query(query_id)
        except TelegramError as error:
            # Mostly a press from before a restart, which Telegram no longer waits for.
            _LOG.info("Telegram: press not acknowledged (%s)", type(error).__name__)

    async def _turn(self, meant: InboundMessage | Gone) -> None:
        if isinstance(meant, Gone):
            if self._on_unreachable is not None:
                await self._on_unreachable(meant.conversation)
            return
        if self._handle is None:
            return
        async with typing(self._connection.bot, chat_id(meant.conversation)):
            reply = await self._handle(meant)
        for message in reply.messages:
            if not await self._sender.reply(meant.conversation, message, self._on_unreachable):
                break

    def _me(self) -> Me:
        # Before getMe was answered the token still tells the id; mentions wait for the name.
        return Me(self.settings.bot_id, self._connection.username)
