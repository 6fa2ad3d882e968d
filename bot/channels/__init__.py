"""The ways to people: each decodes what comes in, encodes what goes out, maps its errors."""

from bot.channels.base import (
    Channel,
    Deferred,
    DeliveryError,
    Fetching,
    Handle,
    Leaving,
    Moved,
    Refused,
    SlowDown,
    TellsWhenLeaving,
    UnknownDelivery,
    Unreachable,
    WindowShut,
)
from bot.channels.known import known_of

__all__ = [
    "Channel",
    "Deferred",
    "DeliveryError",
    "Fetching",
    "Handle",
    "Leaving",
    "Moved",
    "Refused",
    "SlowDown",
    "TellsWhenLeaving",
    "UnknownDelivery",
    "Unreachable",
    "WindowShut",
    "known_of",
]
