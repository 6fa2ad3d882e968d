"""POST /webhooks/telegram."""

import hmac
import json
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request, Response

from bot.channels.telegram.channel import MalformedUpdateError, NotListeningError, TelegramChannel
from bot.channels.telegram.constants import BODY_MAX_BYTES, SECRET_HEADER, WEBHOOK_PATH


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
            raise HTTPException(HTTPStatus.UNAUTHORIZED)
        update = _parsed(await _body(request))
        try:
            await channel.feed(update)
        except MalformedUpdateError:
            raise HTTPException(HTTPStatus.BAD_REQUEST) from None
        except NotListeningError:
            raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE) from None
        return Response()

    return router


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_MAX_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(body)


def _parsed(body: bytes) -> dict[str, object]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(update, dict):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    return update
