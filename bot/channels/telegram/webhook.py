"""POST /webhooks/telegram."""

import hmac
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from bot.channels.posted import Posted
from bot.channels.telegram.channel import MalformedUpdateError, NotListeningError, TelegramChannel
from bot.channels.telegram.constants import BODY_MAX_BYTES, SECRET_HEADER, WEBHOOK_PATH
from bot.channels.telegram.decode import CHANNEL


def webhook_router(channel: TelegramChannel) -> APIRouter:
    """Return the route that Telegram posts to.

    Answers before the turn begins: 200 queued, 400 malformed, 401 secret missing or wrong,
    413 too large, 503 not started (Telegram then delivers again).
    """
    router = APIRouter()
    posted = Posted(CHANNEL, BODY_MAX_BYTES)
    secret = (channel.settings.webhook_secret or "").encode()

    @router.post(WEBHOOK_PATH, include_in_schema=False)
    async def receive(
        request: Request,
        given: Annotated[str | None, Header(alias=SECRET_HEADER)] = None,
    ) -> Response:
        # Before the body is read: a stranger costs us neither memory nor a parser.
        # Headers arrive as latin-1, which compare_digest takes only as bytes.
        if not secret or not hmac.compare_digest((given or "").encode(), secret):
            raise posted.turned_away(HTTPStatus.UNAUTHORIZED, "secret")
        update = posted.object_in(await posted.body(request))
        try:
            await channel.feed(update)
        except MalformedUpdateError:
            raise posted.malformed() from None
        except NotListeningError:
            raise posted.turned_away(HTTPStatus.SERVICE_UNAVAILABLE, "not_listening") from None
        return Response()

    return router
