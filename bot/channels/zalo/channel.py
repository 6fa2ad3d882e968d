"""A Zalo Official Account as one of the channels."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import zip_longest

import httpx

from bot.channels.base import (
    DeliveryError,
    Handle,
    Leaving,
    Refused,
    SlowDown,
    Unreachable,
    WindowShut,
)
from bot.channels.inviting import Prices
from bot.channels.known import known_of
from bot.channels.lanes import ChatLanes
from bot.channels.windows import MessageClass, Window, allows, window_at
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.choices import Choices, QuizAnswer
from bot.channels.zalo.constants import (
    CHANNEL,
    CODE_BLANK,
    KEEP_FRESH_SECONDS,
    REQUEST_TIMEOUT_SECONDS,
    STOP_GRACE_SECONDS,
    UNIT_BLANK,
)
from bot.channels.zalo.decode import Fate, Meaning, anonymous_of, decode
from bot.channels.zalo.downloads import Downloads
from bot.channels.zalo.encode import ContactForm
from bot.channels.zalo.limiter import RequestLimiter
from bot.channels.zalo.oauth import Application, OAuth
from bot.channels.zalo.people import People
from bot.channels.zalo.quizzes import QuizReplies
from bot.channels.zalo.reading import Json
from bot.channels.zalo.sender import Sender
from bot.channels.zalo.settings import ZaloSettings
from bot.channels.zalo.templates import Templates
from bot.channels.zalo.tokens import NOT_CONNECTED, NoToken, OnLost, Tokens
from bot.conversation import Deliveries
from bot.messages import InboundMessage, OutboundMessage
from bot.metrics import ZALO_EVENTS
from bot.store import DeliveryState, Store
from bot.store.models import utc_now

_LOG = logging.getLogger(__name__)

_SHUT = {
    Window.PAID: (
        "Đã quá 48 giờ kể từ tin cuối của người dân, gửi tiếp sẽ mất tiền mà đơn vị chưa cho phép."
    ),
    Window.SHUT: "Zalo không cho nhắn: đã quá 7 ngày kể từ tin cuối của người dân.",
}

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
        picture = settings.picture_url
        form = ContactForm(settings.unit, picture) if picture is not None else None
        self._sender = Sender(self.api, settings.files, lists=settings.list_template, form=form)
        self._downloads = Downloads(self._http, settings.api_base_url)
        self._templates = Templates(self.api, settings.business_api_base_url)
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
            DeliveryError: WindowShut before anything is sent; otherwise see Sender.send.
        """
        await self._deliver(conversation, message, bulk=True, leaving=leaving)

    async def download(self, reference: str, max_bytes: int) -> bytes:
        """Return the content of what somebody sent; see Downloads.fetch for what it raises."""
        return await self._downloads.fetch(reference, max_bytes)

    @property
    def may_invite(self) -> bool:
        """Whether the ward has set a template that invites people to write again."""
        return self.settings.template_id is not None

    async def prices(self) -> Prices:
        """What Zalo asks for one invitation."""
        return await self._templates.prices(self._template)

    async def invite(self, conversation: str, code: str) -> None:
        """Send the invitation to somebody of the account, whatever the window."""
        await self._templates.send(conversation, self._template, self._blanks(code))

    async def invite_phone(self, phone: str, code: str) -> None:
        """Send the invitation to a mobile number."""
        await self._templates.send_by_phone(phone, self._template, self._blanks(code))

    @property
    def _template(self) -> str:
        if self.settings.template_id is None:
            raise Refused("chưa đặt ZALO_ZBS_TEMPLATE_ID")
        return self.settings.template_id

    def _blanks(self, code: str) -> dict[str, str]:
        return {CODE_BLANK: code, UNIT_BLANK: self.settings.unit}

    async def _deliver(
        self,
        conversation: str,
        message: OutboundMessage,
        *,
        bulk: bool,
        leaving: Leaving | None = None,
    ) -> None:
        window = await self._window(conversation)
        paid = self.settings.paid_messages
        if not allows(window, MessageClass.CONSULTATION, paid_allowed=paid):
            raise WindowShut(_SHUT[window])
        # Zalo counts better than we do and may still say that the window is shut: it knows calls
        # and taps that nobody told us about.
        await self._sender.send(conversation, message, bulk=bulk, leaving=leaving)

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
