"""Telegram as one of the channels."""

import logging
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

from telegram import Update
from telegram.error import TelegramError

from bot.channels import DeliveryError, Handle, Leaving, Unreachable, known_of
from bot.channels.lanes import ChatLanes
from bot.channels.telegram.commands import DeepLink
from bot.channels.telegram.connection import Connection
from bot.channels.telegram.constants import STOP_GRACE_SECONDS
from bot.channels.telegram.decode import CHANNEL, Back, Gone, Meant, MovedAway, decode, unreadable
from bot.channels.telegram.files import Files
from bot.channels.telegram.groups import Me
from bot.channels.telegram.limiter import SendLimiter
from bot.channels.telegram.origin import Origin, origin_of
from bot.channels.telegram.sender import OnMoved, OnUnreachable, Sender, chat_id
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.staff_group import StaffGroup
from bot.channels.telegram.typing_action import typing
from bot.conversation import Deliveries
from bot.messages import InboundMessage, OutboundMessage
from bot.settings import TelegramMode
from bot.store import DeliveryState

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
        on_back: told the conversation of someone who unblocked it.
        on_moved: told the old and the new address of a group that became a supergroup.
        files: the folder in which the paths of outbound files lie.
        deliveries: told how the sending of each answer went that stands in the journal.
        staff: the officers' group, whose messages are no citizen's.
        deep_link: turns the parameter of ``t.me/<bot>?start=…`` into a payload.
        limiter: shared by everything that sends through this bot.

    """

    name = CHANNEL

    def __init__(
        self,
        settings: TelegramSettings,
        *,
        on_unreachable: OnUnreachable | None = None,
        on_back: OnUnreachable | None = None,
        on_moved: OnMoved | None = None,
        files: Path | None = None,
        deep_link: DeepLink = lambda _: None,
        deliveries: Deliveries | None = None,
        staff: StaffGroup | None = None,
        limiter: SendLimiter | None = None,
    ) -> None:
        self.settings = settings
        self._on_unreachable = on_unreachable
        self._on_back = on_back
        self._on_moved = on_moved
        self._deep_link = deep_link
        self._deliveries = deliveries
        self._connection = Connection(settings, self._accept)
        self._files = Files(self._connection.bot, files)
        limiter = limiter or SendLimiter()
        self._sender = Sender(self._connection.bot, limiter, self._files, on_moved=on_moved)
        self._staff = staff
        if staff is not None:
            staff.join(self._connection.bot, limiter)
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

    async def send(
        self, conversation: str, message: OutboundMessage, *, bulk: bool = False
    ) -> None:
        """Deliver one message; see Sender.send for what it raises."""
        await self._sender.send(conversation, message, bulk=bulk)

    async def send_when_clear(
        self, conversation: str, message: OutboundMessage, leaving: Leaving
    ) -> None:
        """Deliver one bulk message; ``leaving`` is awaited once the limits let it go."""
        await self._sender.send(conversation, message, bulk=True, leaving=leaving)

    async def download(self, reference: str, max_bytes: int) -> bytes:
        """Return the content of what somebody sent; see Files.fetch for what it raises."""
        return await self._files.fetch(reference, max_bytes)

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
            unreadable(error)
            return
        self._accept(update)

    def _accept(self, update: Update) -> None:
        """Decode and queue behind the chat's earlier messages; never raises, never waits."""
        try:
            if self._staff is not None and self._staff.wants(update):
                self._take_to_staff(self._staff, update)
                return
            self._acknowledge_press(update)
            meant = self._meaning(update)
            origin = origin_of(update)
        except Exception as error:  # noqa: BLE001 — see decode: fields of any type may come in
            unreadable(error)
            return
        if meant is not None:
            self._lanes.submit(meant.conversation, lambda: self._turn(meant, origin))

    def _take_to_staff(self, staff: StaffGroup, update: Update) -> None:
        message = update.message
        if message is not None:
            self._lanes.submit(f"staff {message.chat.id}", lambda: staff.take(message))

    def _meaning(self, update: Update) -> Meant | None:
        if update.poll_answer is not None:
            return self._sender.polls.answered(CHANNEL, update.update_id, update.poll_answer)
        return decode(update, self._me(), self._deep_link)

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

    async def _turn(self, meant: Meant, origin: Origin) -> None:
        match meant:
            case Gone() if self._on_unreachable is not None:
                await self._on_unreachable(meant.conversation)
            case Back() if self._on_back is not None:
                await self._on_back(meant.conversation)
            case MovedAway() if self._on_moved is not None:
                await self._on_moved(meant.conversation, meant.to)
            case InboundMessage() if self._handle is not None:
                await self._talk(self._handle, meant, origin)

    async def _talk(self, handle: Handle, meant: InboundMessage, origin: Origin) -> None:
        async with typing(self._connection.bot, chat_id(meant.conversation)):
            reply = await handle(meant)
        error: Exception | None = None
        for message, entry in zip_longest(reply.messages, reply.entries):
            if self._deliveries is None or entry is None:
                error = await self._answer(meant.conversation, message, origin, error)
            elif await self._deliveries.claim(entry):
                error = await self._answer(meant.conversation, message, origin, error)
                known = (DeliveryState.SENT, None) if error is None else known_of(error)
                await self._deliveries.settle(entry, CHANNEL, *known)

    async def _answer(
        self,
        conversation: str,
        message: OutboundMessage,
        origin: Origin,
        before: Exception | None,
    ) -> Exception | None:
        """Send one answer, unless the one before found nobody there; what went wrong, if any."""
        if isinstance(before, Unreachable):
            return before
        try:
            await self._sender.reply(conversation, message, origin)
        except Unreachable as error:
            if self._on_unreachable is not None:
                await self._on_unreachable(conversation)
            return error
        except DeliveryError as error:
            _LOG.error("Telegram: reply to %s: %r", conversation, error)
            return error
        return None

    def _me(self) -> Me:
        # Before getMe was answered the token still tells the id; mentions wait for the name.
        return Me(self.settings.bot_id, self._connection.username)
