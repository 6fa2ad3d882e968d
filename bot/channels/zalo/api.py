"""The Official Account API over HTTP: a token with each call, each error told once."""

import asyncio
import json
from typing import Any, Final

import httpx

from bot.channels.base import Refused, SlowDown, UnknownDelivery
from bot.channels.departing import Departure
from bot.channels.zalo.constants import UNREACHED_RETRY_SECONDS
from bot.channels.zalo.errors import Action, Family, ZaloError, mapped
from bot.channels.zalo.limiter import RequestLimiter, Sleep
from bot.channels.zalo.tokens import Tokens
from bot.metrics import ZALO_ERRORS
from bot.store.models import utc_now

Json = dict[str, Any]
# Raised before the first byte of the request left, so Zalo cannot have acted on it.
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# What Zalo's table says of a token that is not taken any more.
_BAD_TOKEN: Final = -216


class ZaloApi:
    """Calls return the whole answer as an object whose ``error`` is 0.

    Every method raises a DeliveryError: SlowDown (also when there is no token), Unreachable,
    WindowShut, Refused (Deferred, Alert), UnknownDelivery. ``ReuploadNeeded`` only from calls
    that name an uploaded file.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        base_url: str,
        tokens: Tokens,
        *,
        limiter: RequestLimiter | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._http = http
        self._base_url = base_url
        self._tokens = tokens
        self._limiter = limiter or RequestLimiter()
        self._sleep = sleep

    async def get(
        self, path: str, data: Json | None = None, *, base_url: str | None = None
    ) -> Json:
        """Ask; ``data`` goes into the one query parameter that Zalo reads."""
        query = {"data": json.dumps(data, ensure_ascii=False)} if data else {}
        return await self._call("GET", path, base_url=base_url, params=query)

    async def ask(self, path: str, query: Json, *, base_url: str) -> Json:
        """Ask the other host, which reads plain query parameters."""
        return await self._call("GET", path, family=Family.ZBS, base_url=base_url, params=query)

    async def post(
        self,
        path: str,
        body: Json,
        *,
        family: Family = Family.OA,
        base_url: str | None = None,
        departure: Departure | None = None,
    ) -> Json:
        """Send one JSON body; ``departure`` says how it leaves when it is not an answer."""
        return await self._call(
            "POST", path, family=family, base_url=base_url, departure=departure, json=body
        )

    async def upload(
        self, path: str, name: str, content: bytes, media_type: str, *, bulk: bool = False
    ) -> Json:
        """Send one file to Zalo's store, where it reaches nobody yet."""
        file = {"file": (name, content, media_type)}
        return await self._call("POST", path, departure=Departure(bulk=bulk), files=file)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        family: Family = Family.OA,
        base_url: str | None = None,
        departure: Departure | None = None,
        **request: Any,
    ) -> Json:
        url = f"{base_url or self._base_url}{path}"
        token = await self._tokens.token()
        departure = departure or Departure()
        refreshed = False
        tries = 0
        while True:
            tries += 1
            try:
                return await self._once(method, url, family, token, request, departure)
            except ZaloError as error:
                row = error.row
                if row.action is Action.REFRESH and not refreshed:
                    refreshed = True
                    token = await self._tokens.token(refused=token)
                elif row.action is Action.REUPLOAD:
                    raise ReuploadNeeded(str(error)) from None
                elif row.action is Action.RETRY and tries < row.tries:
                    await self._sleep(row.seconds or 1.0)
                else:
                    raise mapped(error, utc_now()) from None

    async def _once(
        self,
        method: str,
        url: str,
        family: Family,
        token: str,
        request: dict[str, Any],
        departure: Departure,
    ) -> Json:
        await self._limiter.acquire(bulk=departure.bulk)
        await departure.told()
        try:
            response = await self._http.request(
                method, url, headers={"access_token": token}, **request
            )
        except _NEVER_SENT:
            raise SlowDown(UNREACHED_RETRY_SECONDS) from None
        except httpx.HTTPError as error:
            raise UnknownDelivery(type(error).__name__) from None
        said = _object(response)
        code = _code(said, response.status_code)
        if code:
            ZALO_ERRORS.labels(family, code).inc()
            raise ZaloError(code, family)
        return said


class ReuploadNeeded(Refused):
    """An uploaded file is gone at Zalo."""


def _object(response: httpx.Response) -> Json:
    try:
        said = response.json()
    except ValueError:
        said = None
    if isinstance(said, dict):
        return said
    if response.status_code in (401, 429):
        return {}
    if 400 <= response.status_code < 500:  # noqa: PLR2004 (HTTP's own classes)
        raise Refused(f"Zalo trả lời HTTP {response.status_code}")
    # Also a page of a proxy in between: what became of the request nobody knows.
    raise UnknownDelivery(f"HTTP {response.status_code}, not to be read")


def _code(said: Json, status: int) -> int:
    """The error in Zalo's answer, 0 when there is none; HTTP 200 alone means nothing."""
    if status == 401:  # noqa: PLR2004 (Unauthorized)
        return _BAD_TOKEN
    if status == 429:  # noqa: PLR2004 (Too Many Requests)
        return -32
    try:
        code = int(str(said.get("error", 0)))
    except ValueError:
        raise UnknownDelivery("no error number in the answer") from None
    if status >= 500 and not code:  # noqa: PLR2004 (HTTP's own classes)
        raise UnknownDelivery(f"HTTP {status}")
    return code
