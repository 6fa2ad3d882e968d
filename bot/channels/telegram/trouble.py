"""One clear line when the connection to Telegram breaks, one when it is back."""

import logging
from typing import Final

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

_LOG = logging.getLogger(__name__)

_REFUSED: Final = (
    "Telegram không nhận mã bot, hãy kiểm tra TELEGRAM_BOT_TOKEN; vẫn thử lại"
    " / token refused, check TELEGRAM_BOT_TOKEN; still retrying"
)
_CONFLICT: Final = (
    "Một máy khác đang nhận tin bằng cùng mã bot, hãy tắt bớt; vẫn thử lại"
    " / another process polls with the same token, stop one of them; still retrying"
)
_FLOOD: Final = "Telegram yêu cầu chờ, sẽ tự nối lại / asked to slow down, will reconnect by itself"
_WEBHOOK: Final = (
    "Telegram không nhận địa chỉ webhook; vẫn thử lại / webhook address refused; still retrying"
)
_UNREACHED: Final = (
    "Chưa nối được tới Telegram, vẫn thử lại / Telegram cannot be reached, still retrying"
)
_BACK: Final = "Telegram đã nối lại / connected again"


class Trouble:
    """Remembers what is wrong, so that an outage of an hour is two lines and not a thousand."""

    def __init__(self) -> None:
        self.current: str | None = None

    def report(self, error: TelegramError) -> None:
        """Log ``error`` once; the same trouble again is not repeated."""
        said = _said(error)
        if said != self.current:
            # Never the error's own text: InvalidToken quotes the token.
            _LOG.error("%s (%s)", said, type(error).__name__)
        self.current = said

    def cleared(self) -> None:
        """Note that it works; say so if it did not before."""
        if self.current is not None:
            _LOG.warning(_BACK)
        self.current = None


def _said(error: TelegramError) -> str:
    match error:
        case InvalidToken():
            return _REFUSED
        case Conflict():
            return _CONFLICT
        case BadRequest():
            # Connecting sends nothing else that Telegram could object to.
            return _WEBHOOK
        case RetryAfter():
            return _FLOOD
        case _:
            return _UNREACHED
