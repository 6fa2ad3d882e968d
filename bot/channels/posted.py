"""What a platform posts to us: read within bounds, refused in numbers that are counted."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import HTTPException, Request

from bot.metrics import REJECTED


@dataclass(frozen=True, slots=True)
class Posted:
    """One channel's webhook bodies, of at most ``most`` bytes each."""

    channel: str
    most: int

    def turned_away(self, status: HTTPStatus, why: str) -> HTTPException:
        """The answer to what is not taken; counted by ``why``."""
        REJECTED.labels(self.channel, why).inc()
        return HTTPException(status)

    async def body(self, request: Request) -> bytes:
        """The whole body.

        Raises:
            HTTPException: 413, as soon as it is longer than ``most``.
        """
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self.most:
                raise self.turned_away(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
        return bytes(body)

    def object_in(self, body: bytes) -> dict[str, object]:
        """The JSON object that ``body`` is.

        Raises:
            HTTPException: 400 for anything else.
        """
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            raise self.malformed() from None
        if not isinstance(found, dict):
            raise self.malformed()
        return found

    def malformed(self) -> HTTPException:
        """The answer to a body that does not say what it should."""
        return self.turned_away(HTTPStatus.BAD_REQUEST, "malformed")
