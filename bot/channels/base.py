"""What every channel promises, and the one tree of delivery errors."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Protocol, runtime_checkable

from bot.messages import InboundMessage, OutboundMessage, Reply

Handle = Callable[[InboundMessage], Awaitable[Reply]]
"""The conversation's door: one inbound message in, one reply out; never raises."""


class DeliveryError(Exception):
    """A message did not arrive, or nobody can say whether it did."""


class Unreachable(DeliveryError):
    """The person blocked the bot, left, or never existed here: do not try again."""


class SlowDown(DeliveryError):
    """The platform asks to wait ``seconds`` before anything else is sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} s")
        self.seconds = seconds


class Moved(DeliveryError):
    """The conversation has a new id; send there from now on."""

    def __init__(self, conversation: str) -> None:
        super().__init__(f"moved to {conversation}")
        self.conversation = conversation


class WindowShut(DeliveryError):
    """The platform no longer lets us write to this person on this channel."""


class Refused(DeliveryError):
    """The platform will not take this message, however often it is sent."""


class Deferred(Refused):
    """Not now: a quota is used up or it is night. ``until`` is when to write again, if known."""

    def __init__(self, said: str, until: dt.datetime | None) -> None:
        super().__init__(said)
        self.until = until


class UnknownDelivery(DeliveryError):
    """Time-out or broken connection after sending: it may have arrived; never resend blindly."""


class Channel(Protocol):
    """A way to people. ``send`` raises a DeliveryError; ``start`` begins receiving.

    ``bulk`` messages let everything go first that somebody is waiting for.
    """

    name: str

    async def start(self, handle: Handle) -> None: ...

    async def stop(self) -> None: ...

    async def send(
        self, conversation: str, message: OutboundMessage, *, bulk: bool = False
    ) -> None: ...


Leaving = Callable[[], Awaitable[None]]
"""Awaited just before a message's first byte leaves; when it raises, nothing is sent."""


@runtime_checkable
class TellsWhenLeaving(Protocol):
    """A channel that says when a bulk message leaves, after all waiting for the platform's limits.

    So only what is truly under way can ever be of unknown fate.
    """

    async def send_when_clear(
        self, conversation: str, message: OutboundMessage, leaving: Leaving
    ) -> None: ...


@runtime_checkable
class Fetching(Protocol):
    """A channel whose inbound files can be fetched by their reference, for staff to see."""

    async def download(self, reference: str, max_bytes: int) -> bytes:
        """Return the file's content.

        Raises:
            Refused: larger than ``max_bytes`` or than the platform hands out, or no longer there.
            DeliveryError: the platform cannot be reached.

        """
        ...
