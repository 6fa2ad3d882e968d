"""``DELETE /webhooks/erasure/<sender>``: everything that was said in a conversation is gone."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from typing import Any, Awaitable, Callable
from urllib.parse import unquote

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

# Another turn may be writing; SQLite waits this long for it.
BUSY_SECONDS = 15


def erase(database: str, sender: str) -> int:
    """Remove all events of ``sender``, overwriting their pages; returns how many there were."""
    with closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as connection, connection:
        connection.execute("PRAGMA secure_delete = ON")
        return connection.execute("DELETE FROM events WHERE sender_id = ?", (sender,)).rowcount


class ErasureInput(InputChannel):  # type: ignore[misc]
    """Takes no messages in; only forgets."""

    @classmethod
    def name(cls) -> str:
        """The part of the address after ``/webhooks/``."""
        return "erasure"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The one route; Rasa listens on loopback only."""
        routes = Blueprint("erasure")

        @routes.delete("/<sender:str>")
        async def forget(request: Request, sender: str) -> HTTPResponse:
            name = unquote(sender)
            # A turn of this person that is under way ends first: it would write them down again.
            async with request.app.ctx.agent.lock_store.lock(name):
                database = os.environ["MOTCUA_TRACKER_DB"]
                erased = await asyncio.to_thread(erase, database, name)
            return response.json({"erased": erased})

        return routes
