"""How a message leaves, whichever the platform: told once, waited for within reason."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.channels.base import DeliveryError, Leaving, SlowDown, UnknownDelivery

# A late answer still helps, one from an hour ago confuses: waits add up to this much at most.
REPLY_PATIENCE_SECONDS: Final = 300.0

T = TypeVar("T")


@dataclass(slots=True)
class Departure:
    """``bulk`` goes behind all that people wait for; ``leaving`` is told before the first byte."""

    bulk: bool = False
    leaving: Leaving | None = None

    async def told(self) -> None:
        """Await ``leaving`` the first time; trying again is no second departure."""
        if self.leaving is not None:
            leaving, self.leaving = self.leaving, None
            await leaving()


async def patiently(
    attempt: Callable[[], Awaitable[T]], sleep: Callable[[float], Awaitable[None]]
) -> T:
    """Repeat ``attempt`` as long as the platform only asks to wait.

    Raises:
        SlowDown: the waits together would be longer than a person waits.
        DeliveryError: as ``attempt``.
    """
    waited = 0.0
    while True:
        try:
            return await attempt()
        except SlowDown as error:
            waited += error.seconds
            if waited > REPLY_PATIENCE_SECONDS:
                raise
            await sleep(error.seconds)


def partly(number: int, parts: int, error: DeliveryError) -> UnknownDelivery:
    """What is known of a message whose first ``number`` parts arrived before ``error``."""
    return UnknownDelivery(f"đã tới {number} trên {parts} phần: {error}")
