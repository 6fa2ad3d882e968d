"""One call of the Zalo Bot Platform; its token stands in the address, so it is kept from logs."""

from typing import Any, Final

import httpx

from bot.channels.base import (
    DeliveryError,
    Refused,
    SlowDown,
    UnknownDelivery,
    Unreachable,
)

# Documented for sendMessage.
TEXT_MAX: Final = 2000
TIMEOUT_SECONDS: Final = 10.0
# 429 comes without a time to wait.
QUOTA_RETRY_SECONDS: Final = 60.0
UNREACHED_RETRY_SECONDS: Final = 2.0
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_BAD_TOKEN: Final = 401
_NOT_FOUND: Final = 404
_NOBODY: Final = (400, 403, _NOT_FOUND)
_QUOTA: Final = 429


class BotClient:
    """Speaks to one bot."""

    def __init__(self, token: str, base_url: str, http: httpx.AsyncClient) -> None:
        self._url = f"{base_url}/bot{token}"
        self._http = http

    async def who(self) -> str:
        """The bot's name, which shows that the token is right; raises a DeliveryError."""
        result = await self._call("getMe", {})
        return str(result.get("account_name") or result.get("id") or "")

    async def send(self, chat_id: str, text: str) -> None:
        """Send one message of at most TEXT_MAX characters.

        Raises:
            DeliveryError: Unreachable for an unknown chat, SlowDown for a used-up quota.
        """
        await self._call("sendMessage", {"chat_id": chat_id, "text": text})

    async def _call(self, method: str, body: dict[str, str]) -> dict[str, Any]:
        try:
            response = await self._http.post(f"{self._url}/{method}", json=body)
            said = response.json()
        except _NEVER_SENT:
            raise SlowDown(UNREACHED_RETRY_SECONDS) from None
        except (httpx.HTTPError, ValueError) as error:
            raise UnknownDelivery(type(error).__name__) from None
        if isinstance(said, dict) and said.get("ok") is True:
            result = said.get("result")
            return result if isinstance(result, dict) else {}
        code = said.get("error_code") if isinstance(said, dict) else None
        raise _mapped(code if isinstance(code, int) else response.status_code)


def _mapped(code: int) -> DeliveryError:
    # Zalo's own description is not passed on: it may quote the address with the token.
    if code == _QUOTA:
        return SlowDown(QUOTA_RETRY_SECONDS)
    if code == _BAD_TOKEN:
        return Refused("Zalo không nhận mã bot, hãy kiểm tra ZALO_BOT_TOKEN")
    if code in _NOBODY:
        return Unreachable(f"người này chưa nhắn cho bot, hoặc đã chặn bot (mã {code})")
    return Refused(f"Zalo Bot báo lỗi {code}") if code < 500 else UnknownDelivery(f"HTTP {code}")  # noqa: PLR2004
