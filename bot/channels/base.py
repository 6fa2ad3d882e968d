"""What every channel promises, and the one tree of delivery errors."""

from collections.abc import Awaitable, Callable
from typing import Protocol

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


class UnknownDelivery(DeliveryError):
    """Time-out or broken connection after sending: it may have arrived; never resend blindly."""


class Channel(Protocol):
    """A way to people. ``send`` raises a DeliveryError; ``start`` begins receiving."""

    name: str

    async def start(self, handle: Handle) -> None: ...

    async def stop(self) -> None: ...

    async def send(self, conversation: str, message: OutboundMessage) -> None: ...
