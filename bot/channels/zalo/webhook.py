"""POST /webhooks/zalo."""

import logging
import time
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from bot.channels.posted import Posted
from bot.channels.zalo.channel import NotListeningError, ZaloChannel
from bot.channels.zalo.constants import (
    BODY_MAX_BYTES,
    CHANNEL,
    MAX_AHEAD_SECONDS,
    SIGNATURE_HEADER,
    WEBHOOK_PATH,
)
from bot.channels.zalo.decode import Fate
from bot.channels.zalo.reading import Json, text_of
from bot.channels.zalo.settings import ZaloSettings
from bot.channels.zalo.signature import signed_at
from bot.metrics import REJECTED

_POSTED = Posted(CHANNEL, BODY_MAX_BYTES)
_LOG = logging.getLogger(__name__)
_OTHER_ID = (
    "Zalo: chữ ký khớp với mã còn lại; hãy đổi ZALO_SIGNATURE_ID"
    " / the signature fits the other id, change ZALO_SIGNATURE_ID"
)


def webhook_router(channel: ZaloChannel) -> APIRouter:
    """Return the route that Zalo posts to.

    Answers before the turn begins: 200 taken (also what we do not know), 400 signed but no event,
    401 signature missing or wrong, 403 too old or from the future, 413 too large, 503 not started
    (Zalo then delivers again).
    """
    router = APIRouter()
    told: set[str] = set()

    @router.post(WEBHOOK_PATH, include_in_schema=False)
    async def receive(
        request: Request,
        given: Annotated[str | None, Header(alias=SIGNATURE_HEADER)] = None,
    ) -> Response:
        raw = await _POSTED.body(request)
        stamp = _checked(channel.settings, raw, given, told)
        _in_time(int(stamp), channel.settings.max_age_seconds)
        event = _parsed(raw, stamp)
        try:
            fate = channel.feed(event)
        except NotListeningError:
            raise _POSTED.turned_away(HTTPStatus.SERVICE_UNAVAILABLE, "not_started") from None
        if fate in (Fate.UNKNOWN, Fate.UNREADABLE, Fate.GROUP):
            REJECTED.labels(CHANNEL, fate).inc()
        return Response()

    return router


def _checked(settings: ZaloSettings, raw: bytes, given: str | None, told: set[str]) -> str:
    """The time that Zalo signed; nothing of the body is trusted before."""
    if not given:
        raise _POSTED.turned_away(HTTPStatus.UNAUTHORIZED, "no_signature")
    stamp = signed_at(raw, given, settings.identity, settings.oa_secret_key)
    if stamp is not None:
        return stamp
    other = settings.other_identity
    if other and signed_at(raw, given, other, settings.oa_secret_key) is not None:
        if _OTHER_ID not in told:
            told.add(_OTHER_ID)
            _LOG.error(_OTHER_ID)
        raise _POSTED.turned_away(HTTPStatus.UNAUTHORIZED, "signature_of_other_id")
    raise _POSTED.turned_away(HTTPStatus.UNAUTHORIZED, "wrong_signature")


def _in_time(stamp: int, max_age: int) -> None:
    age = time.time() - stamp / 1000
    if max_age and age > max_age:
        raise _POSTED.turned_away(HTTPStatus.FORBIDDEN, "too_old")
    if max_age and age < -MAX_AHEAD_SECONDS:
        raise _POSTED.turned_away(HTTPStatus.FORBIDDEN, "from_the_future")


def _parsed(raw: bytes, stamp: str) -> Json:
    event = _POSTED.object_in(raw)
    # The time that was signed must be the event's own, not one quoted deeper inside.
    if text_of(event, "timestamp") != stamp:
        raise _POSTED.malformed()
    return event
