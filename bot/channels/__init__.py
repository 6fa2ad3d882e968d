"""The ways to people: each decodes what comes in, encodes what goes out, maps its errors."""

from bot.channels.base import (
    Channel,
    DeliveryError,
    Handle,
    Moved,
    Refused,
    SlowDown,
    UnknownDelivery,
    Unreachable,
    WindowShut,
)

__all__ = [
    "Channel",
    "DeliveryError",
    "Handle",
    "Moved",
    "Refused",
    "SlowDown",
    "UnknownDelivery",
    "Unreachable",
    "WindowShut",
]
