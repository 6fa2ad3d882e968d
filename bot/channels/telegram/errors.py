"""Telegram's errors in the house's words: the one place that knows both."""

from typing import Final

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels import DeliveryError, Moved, Refused, SlowDown, UnknownDelivery, Unreachable
from bot.channels.telegram.constants import TOKEN_RETRY_SECONDS, UNREACHED_RETRY_SECONDS

# Telegram says these with 400, yet they are about the person and not about the message
# (descriptions are not documented: these are the known ones, matched loosely).
_NOBODY_THERE: Final = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "input_user_deactivated",
    "group chat was deactivated",
    "not enough rights to send",
    "have no rights to send",
)
# Raised before the first byte of the request left, so the message cannot have arrived.
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def mapped(error: TelegramError) -> DeliveryError:  # noqa: PLR0911 — one line an error
    """Return the house's error for one of Telegram's; raise it ``from None``: causes hold URLs."""
    match error:
        case RetryAfter():
            return SlowDown(retry_seconds(error))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Unreachable(error.message)
        case InvalidToken():
            # python-telegram-bot may put the token into the message: it is not passed on.
            return SlowDown(TOKEN_RETRY_SECONDS)
        case BadRequest():
            said = error.message.lower()
            gone = any(sign in said for sign in _NOBODY_THERE)
            return Unreachable(error.message) if gone else Refused(error.message)
        case _ if was_never_sent(error):
            return SlowDown(UNREACHED_RETRY_SECONDS)
        case _:
            return UnknownDelivery(type(error).__name__)


def is_unchanged(error: BadRequest) -> bool:
    """Whether an edit was refused because everything stands there already."""
    return "message is not modified" in error.message.lower()


def retry_seconds(error: RetryAfter) -> float:
    """Seconds to wait: an int today, a timedelta where PTB_TIMEDELTA is set."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()


def was_never_sent(error: TelegramError) -> bool:
    """Whether the request failed before anything reached Telegram."""
    return isinstance(error.__cause__, _NEVER_SENT)
