"""The client of the Rasa server: patient with a busy one, quick to give up on a stuck one."""

import asyncio
import contextlib
import logging
import time
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import BaseModel, TypeAdapter

from bot.messages import Button, OutboundMessage, Outcome, is_payload
from bot.messages.wire import Spoken

log = logging.getLogger(__name__)

# What the issue allows a turn without the dialogue is two seconds; the index needs some of it.
QUICK_SECONDS = 1.5
# One slow answer may be a hiccup or a cold start; two running, and Rasa is known to be slow.
SLOW_AFTER = 2
# An answer that comes later than this is not awaited even to be thrown away.
LATE_SECONDS = 60.0
# Talks in simple mode of which Rasa is still to hear; the oldest is forgotten beyond that.
MOST_UNTOLD = 10_000
WARM_UP = "warmup:start"
WARM_UP_TRIES = 300  # one a second: Rasa loads its model within a minute even on a slow machine


class DialogueDown(Exception):
    """Rasa or the action server did not answer in time, or not sensibly."""


class _Choice(BaseModel):
    """A button as Rasa writes it."""

    title: str
    payload: str


class _Question(BaseModel):
    """What a form asks, from the domain."""

    text: str
    buttons: list[_Choice] = []


_PARTS = TypeAdapter(list[dict[str, Any]])


class Dialogue:
    """Speaks to Rasa's REST channel.

    ``seconds`` is how long an answer may take while Rasa and the servers behind it (``behind``
    holds an address of each that answers at once) show that they live; ``quick`` how long when one
    of them does not, or when Rasa is known to be slow. Both are for one turn alone: with more
    under way each waits its share, so that a crowd is not taken for a fault.
    """

    def __init__(
        self,
        url: str,
        seconds: float,
        quick: float = QUICK_SECONDS,
        behind: tuple[str, ...] = (),
    ) -> None:
        self._seconds = seconds
        self._quick = min(quick, seconds)
        self._behind = behind
        self._http = httpx.AsyncClient(base_url=url, timeout=LATE_SECONDS)
        self._under_way = 0
        self._slow = 0
        self._late: dict[str, asyncio.Task[None]] = {}
        self._untold: dict[str, str] = {}

    async def say(self, conversation: str, text: str) -> list[Spoken]:
        """Pass one message on and return what the dialogue says.

        An answer that comes too late is thrown away and Rasa is told to forget the message: the
        citizen has been answered otherwise.

        Raises:
            DialogueDown: no answer, an error, nothing at all, or nothing that can be read.
        """
        if conversation in self._late:
            raise DialogueDown("it still works on the message before")
        await self._catch_up(conversation)
        self._under_way += 1
        quick = min(self._seconds, self._quick * self._under_way)
        asking = asyncio.create_task(self._ask(conversation, text, quick))
        try:
            in_time = await self._in_time(asking, quick)
        except asyncio.CancelledError:
            asking.cancel()
            raise
        finally:
            self._under_way -= 1
        if not in_time:
            self._late[conversation] = asyncio.create_task(self._drop(conversation, asking))
            raise DialogueDown("no answer in time")
        spoken = asking.result()
        if not spoken:
            # Rasa swallows the failure of an action server and answers with nothing.
            raise DialogueDown("the dialogue said nothing")
        return spoken

    def missed(self, conversation: str, subject: str) -> None:
        """Simple mode told about ``subject``: Rasa hears of it before the next message."""
        if len(self._untold) >= MOST_UNTOLD:
            self._untold.pop(next(iter(self._untold)))
        self._untold[conversation] = subject

    async def _catch_up(self, conversation: str) -> None:
        """So that 'mất bao lâu' after simple mode is still about what was told in it.

        Raises:
            DialogueDown: Rasa is still away; what it missed is kept.
        """
        subject = self._untold.get(conversation)
        if subject is None:
            return
        event = {"event": "slot", "name": "procedure", "value": subject}
        address = f"/conversations/{conversation}/tracker/events"
        try:
            await self._http.post(address, json=event, timeout=self._quick)
        except httpx.HTTPError as error:
            raise DialogueDown(f"{type(error).__name__}: {error}") from None
        self._untold.pop(conversation, None)

    async def _in_time(self, asking: "asyncio.Task[list[Spoken]]", quick: float) -> bool:
        """Wait as long as it is worth waiting; whether the answer, or a fault, is there."""
        await asyncio.wait({asking}, timeout=quick / 2)
        if asking.done():
            return True
        pulse = asyncio.create_task(self._alive())
        await asyncio.wait({asking}, timeout=quick / 2)
        alive = pulse.done() and pulse.result()
        pulse.cancel()
        if not asking.done() and alive and self._slow < SLOW_AFTER:
            await asyncio.wait({asking}, timeout=self._seconds - quick)
        return asking.done()

    async def _ask(self, conversation: str, text: str, quick: float) -> list[Spoken]:
        body = {"sender": conversation, "message": text}
        started = time.perf_counter()
        try:
            # httpx counts its time-out anew with every byte.
            async with asyncio.timeout(LATE_SECONDS):
                response = await self._http.post("/webhooks/rest/webhook", json=body)
            response.raise_for_status()
            spoken = [_read(part) for part in _PARTS.validate_json(response.content)]
        except (httpx.HTTPError, TimeoutError) as error:
            raise DialogueDown(f"{type(error).__name__}: {error}") from None
        except ValueError as error:
            # Its message would hold what was said.
            raise DialogueDown(f"cannot be read: {type(error).__name__}") from None
        took = time.perf_counter() - started
        self._slow = self._slow + 1 if took > quick else 0
        return spoken

    async def _drop(self, conversation: str, asking: "asyncio.Task[list[Spoken]]") -> None:
        """Throw a late answer away and take the message back from the tracker.

        So a form that it answered asks again, instead of going on with what nobody saw.
        """
        try:
            with contextlib.suppress(DialogueDown):
                if await asking:
                    await self._tell(conversation, "rewind")
        finally:
            self._late.pop(conversation, None)

    async def _alive(self) -> bool:
        """Whether Rasa and everything behind it answer at all."""
        asked = (self._http.get(address) for address in ("/", *self._behind))
        try:
            answers = await asyncio.gather(*asked)
        except httpx.HTTPError:
            return False
        return all(answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR for answer in answers)

    async def forget(self, conversation: str) -> None:
        """Start the conversation afresh; does nothing when Rasa is down."""
        self._untold.pop(conversation, None)
        await self._tell(conversation, "restart")

    async def _tell(self, conversation: str, event: str) -> None:
        with contextlib.suppress(httpx.HTTPError):
            await self._http.post(
                f"/conversations/{conversation}/tracker/events", json={"event": event}
            )

    async def erase(self, conversation: str) -> bool:
        """Erase all that was ever said in the conversation; False when Rasa cannot be told."""
        self._untold.pop(conversation, None)
        try:
            response = await self._http.delete(
                f"/webhooks/erasure/{quote(conversation, safe='')}", timeout=self._seconds
            )
        except httpx.HTTPError:
            return False
        return response.is_success

    async def ready(self) -> bool:
        """Whether a trained model is loaded and answers."""
        try:
            response = await self._http.get("/status", timeout=2)
        except httpx.HTTPError:
            return False
        return response.is_success

    async def warm_up(self) -> None:
        """Say one thing to nobody as soon as Rasa is ready: first turns load what later ones use.

        How long it takes says nothing of how slow Rasa is, so it is not counted.
        """
        for _ in range(WARM_UP_TRIES):
            if await self.ready():
                break
            await asyncio.sleep(1)
        with contextlib.suppress(DialogueDown):
            await self._ask(WARM_UP, "xin chào", LATE_SECONDS)
        await self.erase(WARM_UP)

    async def close(self) -> None:
        """Close the connections; what is late is not awaited any more."""
        for late in self._late.values():
            late.cancel()
        await asyncio.gather(*self._late.values(), return_exceptions=True)
        await self._http.aclose()


def _read(part: dict[str, Any]) -> Spoken:
    """One message of Rasa: our own from an action, or a form's question from the domain."""
    if "custom" in part:
        return Spoken.model_validate(part["custom"])
    question = _Question.model_validate(part)
    buttons = tuple(
        Button(title=button.title, payload=button.payload)
        for button in question.buttons
        if is_payload(button.payload)
    )
    message = OutboundMessage(text=question.text, buttons=buttons)
    return Spoken(message=message, outcome=Outcome.FORM)
