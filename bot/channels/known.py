"""What is known of a message whose sending ended with an error: said once, for every sender."""

import logging

from bot.channels.base import (
    DeliveryError,
    Moved,
    Refused,
    SlowDown,
    Unreachable,
    WindowShut,
)
from bot.store import DeliveryState

log = logging.getLogger(__name__)

_STATES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], DeliveryState], ...] = (
    (SlowDown, DeliveryState.PENDING),
    (Unreachable, DeliveryState.UNREACHABLE),
    ((Refused, Moved, WindowShut), DeliveryState.REFUSED),
    (DeliveryError, DeliveryState.UNKNOWN),
)


def known_of(error: Exception) -> tuple[DeliveryState, str]:
    """The state that ``error`` leaves a message in, and a note for the officer."""
    for kinds, state in _STATES:
        if isinstance(error, kinds):
            return state, str(error)
    # A fault of our own, not of the delivery: it may have been sent all the same.
    log.error("sending failed", exc_info=error)
    return DeliveryState.UNKNOWN, f"lỗi ngoài dự kiến: {type(error).__name__}"
