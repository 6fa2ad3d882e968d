"""One line to every officer who wants it: a lost grant, a full disk, an urgent case."""

import logging
from dataclasses import dataclass

import httpx

from bot.channels.base import DeliveryError
from bot.channels.redact import TokenFilter
from bot.channels.split import split_text
from bot.channels.zalo_bot.client import TEXT_MAX, TIMEOUT_SECONDS, BotClient
from bot.metrics import DELIVERIES
from bot.settings import Settings

_LOG = logging.getLogger(__name__)
_METRIC = "zalo_bot"


@dataclass(frozen=True, slots=True)
class AlertResult:
    """How many got it; ``problems`` says why the others did not, without naming them."""

    reached: int
    problems: tuple[str, ...] = ()


class StaffAlerts:
    """Alerts to known chats only; never raises, as an alert must not break what it tells about."""

    def __init__(self, token: str, base_url: str, chat_ids: tuple[str, ...]) -> None:
        self._filter = TokenFilter(token)
        self._filter.install()
        self._http = httpx.AsyncClient(timeout=TIMEOUT_SECONDS)
        self._bot = BotClient(token, base_url, self._http)
        self._chat_ids = chat_ids

    @classmethod
    def of(cls, settings: Settings) -> "StaffAlerts | None":
        """The alerts as the settings want them; None while the token or the chats are missing."""
        token, given = settings.zalo_bot_token, settings.zalo_bot_staff_chat_ids
        chats = tuple(dict.fromkeys(one.strip() for one in (given or "").split(",") if one.strip()))
        if token is None or not chats:
            return None
        return cls(token.get_secret_value(), settings.zalo_bot_api_base_url, chats)

    async def alert(self, text: str) -> AlertResult:
        """Send ``text`` to each chat; a part that failed is told, not sent again."""
        parts = split_text(text, TEXT_MAX)
        reached, problems = 0, []
        for chat_id in self._chat_ids:
            try:
                for part in parts:
                    await self._bot.send(chat_id, part)
            except DeliveryError as error:
                problems.append(str(error))
                DELIVERIES.labels(_METRIC, "refused").inc()
            else:
                reached += 1
                DELIVERIES.labels(_METRIC, "sent").inc()
        for problem in dict.fromkeys(problems):
            _LOG.warning("Zalo Bot: %s", problem)
        return AlertResult(reached, tuple(problems))

    async def who(self) -> str:
        """The bot's name; raises a DeliveryError when it cannot be had."""
        return await self._bot.who()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()
        self._filter.remove()
