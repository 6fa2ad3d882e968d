"""POST /webhooks/telegram."""

import hmac
import json
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request, Response

from bot.channels.telegram.channel import MalformedUpdateError, NotListeningError, TelegramChannel
from bot.channels.telegram.constants import BODY_MAX_BYTES, SECRET_HEADER, WEBHOOK_PATH
from bot.channels.telegram.decode import CHANNEL
from bot.metrics import REJECTED


def webhook_router(channel: TelegramChannel) -> APIRouter:
    """Return the route that Telegram posts to.

    Answers before the turn begins: 200 queued, 400 malformed, 401 secret missing or wrong,
    413 too large, 503 not started (Telegram then delivers again).
    """
    router = APIRouter()
    secret = (channel.settings.webhook_secret or "").encode()

    @router.post(WEBHOOK_PATH, include_in_schema=False)
    async def receive(
        request: Request,
        given: Annotated[str | None, Header(alias=SECRET_HEADER)] = None,
    ) -> Response:
        # Before the body is read: a stranger costs us neither memory nor a parser.
        # Headers arrive as latin-1, which compare_digest takes only as bytes.
        if not secret or not hmac.compare_digest((given or "").encode(), secret):
            raise _turned_away(HTTPStatus.UNAUTHORIZED, "secret")
        update = _parsed(await _body(request))
        try:
            await channel.feed(update)
        except MalformedUpdateError:
            raise _turned_away(HTTPStatus.BAD_REQUEST, "malformed") from None
        except NotListeningError:
            raise _turned_away(HTTPStatus.SERVICE_UNAVAILABLE, "not_listening") from None
        return Response()

    return router


def _turned_away(status: HTTPStatus, why: str) -> HTTPException:
    REJECTED.labels(CHANNEL, why).inc()
    return HTTPException(status)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_MAX_BYTES:
            raise _turned_away(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
    return bytes(body)


def _parsed(body: bytes) -> dict[str, object]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise _turned_away(HTTPStatus.BAD_REQUEST, "malformed") from None
    if not isinstance(update, dict):
        raise _turned_away(HTTPStatus.BAD_REQUEST, "malformed")
    return update
