"""What the Telegram channel needs to know before it starts."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from bot.channels.telegram.constants import REQUEST_TIMEOUT_SECONDS, SECRET_MAX
from bot.settings import TelegramMode

OFFICIAL_API: Final = "https://api.telegram.org"
# Only what may stand in a URL path: Telegram itself judges whether the token is a real one.
_TOKEN = re.compile(r"[A-Za-z0-9_:-]+")
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{1,{SECRET_MAX}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramSettings:
    """Settings of the channel; the secrets stay out of its ``repr``.

    Raises:
        ValueError: a setting is missing or malformed; the message names it in one line.

    """

    token: str = field(repr=False)
    api_base_url: str = OFFICIAL_API
    mode: TelegramMode = TelegramMode.POLLING
    webhook_secret: str | None = field(default=None, repr=False)
    public_webhook_url: str | None = None
    """Where Telegram reaches us; unset when the officer registers the webhook by hand."""
    timeout_seconds: float = REQUEST_TIMEOUT_SECONDS

    def __post_init__(self) -> None:
        if not _TOKEN.fullmatch(self.token):
            raise ValueError("TELEGRAM_BOT_TOKEN: only letters, digits, ':', '_' and '-'")
        if not _is_web_url(self.api_base_url):
            raise ValueError("TELEGRAM_API_BASE_URL: must be an http(s) address")
        if self.webhook_secret is not None and not _SECRET.fullmatch(self.webhook_secret):
            raise ValueError(
                f"TELEGRAM_WEBHOOK_SECRET: 1 to {SECRET_MAX} letters, digits, '_' and '-'"
            )
        if self.mode is TelegramMode.WEBHOOK and self.webhook_secret is None:
            raise ValueError("TELEGRAM_WEBHOOK_SECRET: required when TELEGRAM_MODE is webhook")
        if self.public_webhook_url is not None and not _is_web_url(self.public_webhook_url):
            raise ValueError("the public webhook address must be an http(s) address")

    @property
    def bot_id(self) -> int | None:
        """The bot's own user id: the digits before the token's colon."""
        head, _, _ = self.token.partition(":")
        return int(head) if head.isascii() and head.isdigit() else None

    @property
    def methods_url(self) -> str:
        """What python-telegram-bot puts before the token to call a method."""
        return f"{self.api_base_url.rstrip('/')}/bot"

    @property
    def files_url(self) -> str:
        """What python-telegram-bot puts before the token to fetch a file."""
        return f"{self.api_base_url.rstrip('/')}/file/bot"


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
