"""A Zalo Official Account as one of the channels."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import zip_longest

import httpx

from bot.channels.base import DeliveryError, Handle, Leaving, SlowDown, Unreachable, WindowShut
from bot.channels.known import known_of
from bot.channels.lanes import ChatLanes
from bot.channels.windows import Window, window_at
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.choices import Choices, QuizAnswer
from bot.channels.zalo.constants import (
    CHANNEL,
    KEEP_FRESH_SECONDS,
    REQUEST_TIMEOUT_SECONDS,
    STOP_GRACE_SECONDS,
)
from bot.channels.zalo.decode import Fate, Meaning, anonymous_of, decode
from bot.channels.zalo.fallback import NextWay, next_way, shut_note
from bot.channels.zalo.limiter import RequestLimiter
from bot.channels.zalo.oauth import Application, OAuth
from bot.channels.zalo.people import People
from bot.channels.zalo.quizzes import QuizReplies
from bot.channels.zalo.reading import Json
from bot.channels.zalo.sender import Sender
from bot.channels.zalo.settings import ZaloSettings
from bot.channels.zalo.tokens import NOT_CONNECTED, NoToken, OnLost, Tokens
from bot.conversation import Deliveries
from bot.messages import InboundMessage, OutboundMessage
from bot.metrics import ZALO_EVENTS
from bot.store import DeliveryState, Store
from bot.store.models import utc_now

_LOG = logging.getLogger(__name__)

OnUnreachable = Callable[[str], Awaitable[None]]


class NotListeningError(Exception):
    """The channel has not started or has stopped: deliver the event again later."""


class ZaloChannel:
    """Receives through ``feed``, answers through the handle, sends.

    Everything runs in the event loop that called ``start``, ``send`` included.
    """

    name = CHANNEL

    def __init__(
        self,
        settings: ZaloSettings,
        store: Store,
        *,
        on_unreachable: OnUnreachable | None = None,
        on_lost: OnLost | None = None,
        limiter: RequestLimiter | None = None,
    ) -> None:
        self.settings = settings
        self._on_unreachable = on_unreachable
        self._http = httpx.AsyncClient(timeout=REQUEST_TIMEOUT_SECONDS)
        application = Application(settings.app_id, settings.app_secret)
        oauth = OAuth(self._http, settings.oauth_base_url, application)
        self._tokens = Tokens(store, settings.app_id, oauth, settings.refresh_token, on_lost)
        self.api = ZaloApi(self._http, settings.api_base_url, self._tokens, limiter=limiter)
        self._sender = Sender(self.api, settings.files, lists=settings.list_template)
        self._people = People(store)
        self._choices = Choices(store)
        self._deliveries = Deliveries(store)
        self._quizzes = QuizReplies(store)
        self._lanes = ChatLanes()
        self._handle: Handle | None = None
        self._keeping: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        """Whether there is a token to speak with."""
        return self.problem is None

    @property
    def problem(self) -> str | None:
        """What is wrong right now: 'grant_lost', 'not_connected', …; None when nothing is."""
        return self._tokens.problem

    async def start(self, handle: Handle) -> None:
        """Begin to take events; the token is looked after in the background."""
        self._handle = handle
        self._keeping = asyncio.create_task(self._keep_fresh(), name="zalo-token")

    async def stop(self) -> None:
        """Take no more events, let the turns under way finish, release everything."""
        self._handle = None
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait({self._keeping})
        await self._lanes.drain(STOP_GRACE_SECONDS)
        await self._http.aclose()

    async def send(
        self, conversation: str, message: OutboundMessage, *, bulk: bool = False
    ) -> None:
        """Deliver one message outside of a turn; see ``send_when_clear`` for what it raises."""
        await self._deliver(conversation, message, bulk=bulk)

    async def send_when_clear(
        self, conversation: str, message: OutboundMessage, leaving: Leaving
    ) -> None:
        """Deliver one bulk message; ``leaving`` is awaited once window and limits let it go.

        Raises:
            DeliveryError: WindowShut, with what the officer may do instead, before anything is
                sent; otherwise see Sender.send.
        """
        await self._deliver(conversation, message, bulk=True, leaving=leaving)

    async def _deliver(
        self,
        conversation: str,
        message: OutboundMessage,
        *,
        bulk: bool,
        leaving: Leaving | None = None,
    ) -> None:
        window = await self._window(conversation)
        way = self._way(window)
        if way is not NextWay.WRITE:
            raise WindowShut(shut_note(window, way))
        try:
            await self._sender.send(conversation, message, bulk=bulk, leaving=leaving)
        except WindowShut as error:
            # Zalo counts better than we do: it knows calls and taps that nobody told us about.
            raise WindowShut(f"{error}. {shut_note(Window.SHUT, self._way(Window.SHUT))}") from None

    def feed(self, event: Json) -> Fate:
        """Take one event that was checked; queues it behind the person's earlier ones.

        Raises:
            NotListeningError: before ``start`` or after ``stop``.
        """
        handle = self._handle
        if handle is None:
            raise NotListeningError
        meaning = decode(event)
        ZALO_EVENTS.labels(meaning.name, meaning.fate).inc()
        if meaning.conversation is not None:
            self._lanes.submit(meaning.conversation, lambda: self._turn(handle, meaning))
        return meaning.fate

    async def _turn(self, handle: Handle, meaning: Meaning) -> None:
        assert meaning.conversation is not None  # noqa: S101 (feed queues no other)
        user = meaning.conversation
        await asyncio.to_thread(self._people.note, meaning)
        if meaning.message is None:
            return
        if meaning.fate is Fate.WELCOMED and not await asyncio.to_thread(
            self._people.greet_now, user
        ):
            return
        said = await asyncio.to_thread(self._choices.read, meaning.message)
        if isinstance(said, QuizAnswer):
            reply = await asyncio.to_thread(self._quizzes.answer, meaning.message, said)
            if reply is not None:
                await self._answer(user, reply, None)
            return
        await self._speak(handle, said)

    async def _speak(self, handle: Handle, said: InboundMessage) -> None:
        reply = await handle(said)
        error: Exception | None = None
        for message, entry in zip_longest(reply.messages, reply.entries):
            if entry is None:
                error = await self._answer(said.conversation, message, error)
            elif await self._deliveries.claim(entry):
                error = await self._answer(said.conversation, message, error)
                known = (DeliveryState.SENT, None) if error is None else known_of(error)
                await self._deliveries.settle(entry, CHANNEL, *known)

    async def _answer(
        self, user: str, message: OutboundMessage, before: Exception | None
    ) -> Exception | None:
        """Send one answer, unless the one before found nobody there; what went wrong, if any."""
        if isinstance(before, Unreachable):
            return before
        try:
            await self._sender.reply(user, message)
        except Unreachable as error:
            if self._on_unreachable is not None:
                await self._on_unreachable(user)
            return error
        except SlowDown as error:
            # Nobody sends an answer again that has waited for so long.
            _LOG.error("Zalo: an answer was given up (%s)", self.problem or error)
            return DeliveryError(str(error))
        except DeliveryError as error:
            _LOG.error("Zalo: an answer did not arrive: %s", error)
            return error
        return None

    async def _window(self, conversation: str) -> Window:
        if anonymous_of(conversation) is not None:
            # Visitors without an account have no documented window: Zalo will say.
            return Window.FREE
        last = await asyncio.to_thread(self._people.last_interaction, conversation)
        return window_at(CHANNEL, last, utc_now())

    def _way(self, window: Window) -> NextWay:
        return next_way(
            window,
            paid_allowed=self.settings.paid_messages,
            template=self.settings.template_id is not None,
        )

    async def _keep_fresh(self) -> None:
        """Refresh early even when nobody writes, and notice a grant that an officer renewed."""
        told = False
        while True:
            try:
                await self._tokens.token()
            except NoToken as error:
                if error.reason == NOT_CONNECTED and not told:
                    told = True
                    _LOG.error("Zalo: chưa kết nối; chạy 'motcua zalo connect' / not connected")
            except Exception:  # noqa: BLE001 (a store that is away for a minute must not end it)
                _LOG.exception("Zalo: looking after the token failed; it goes on")
            await asyncio.sleep(KEEP_FRESH_SECONDS)
