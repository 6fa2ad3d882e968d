"""The two platforms as the crash test sees them: who is there, and what each received."""

import asyncio
from collections import Counter
from typing import Protocol

import httpx

from bot.channels.zalo.oauth import Application, OAuth
from bot.channels.zalo.people import People
from bot.channels.zalo.tokens import Tokens
from bot.store import Conversation, Store
from bot.store.models import utc_now
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import APP_ID, APP_SECRET, LoopbackZalo

FIRST = 910_001


class Platform(Protocol):
    """``arguments`` is what the sender's process is told of it."""

    channel: str

    @property
    def arguments(self) -> tuple[str, str]: ...

    def know(self, store: Store, people: int) -> list[int]:
        """Make so many people known to both sides; returns their conversations."""
        ...

    def received(self) -> Counter[str]:
        """How many messages reached each address."""
        ...


class Telegram:
    channel = "telegram"

    def __init__(self, server: LoopbackTelegram) -> None:
        self._server = server

    @property
    def arguments(self) -> tuple[str, str]:
        return self._server.base_url, self._server.token

    def know(self, store: Store, people: int) -> list[int]:
        chats = range(FIRST, FIRST + people)
        self._server.know(*chats)
        with store.session() as session:
            rows = [Conversation(channel="telegram", address=str(chat)) for chat in chats]
            session.add_all(rows)
            session.flush()
            return [row.id for row in rows]

    def received(self) -> Counter[str]:
        return Counter(str(message.chat_id) for message in self._server.sent)


class Zalo:
    """Everybody wrote just now; the token is there, as on any day but the first."""

    channel = "zalo"

    def __init__(self, server: LoopbackZalo) -> None:
        self._server = server

    @property
    def arguments(self) -> tuple[str, str]:
        return self._server.base_url, "-"

    def know(self, store: Store, people: int) -> list[int]:
        users = [str(FIRST + number) for number in range(people)]
        self._server.know(*users)
        asyncio.run(self._sign_in(store))
        for user in users:
            People(store).import_follower(user, None, utc_now())
        with store.session() as session:
            return [row.id for row in session.query(Conversation).order_by(Conversation.id)]

    def received(self) -> Counter[str]:
        return Counter(message.recipient for message in self._server.sent)

    async def _sign_in(self, store: Store) -> None:
        async with httpx.AsyncClient(trust_env=False) as http:
            oauth = OAuth(http, self._server.base_url, Application(APP_ID, APP_SECRET))
            await Tokens(store, APP_ID, oauth, self._server.first_refresh_token()).token()
