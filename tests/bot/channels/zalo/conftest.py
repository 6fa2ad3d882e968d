"""A loopback Zalo and what speaks to it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.channels import Handle
from bot.channels.zalo import ZaloChannel, ZaloSettings, webhook_router
from bot.channels.zalo.api import ZaloApi
from bot.channels.zalo.oauth import Application, OAuth
from bot.channels.zalo.tokens import Tokens
from bot.store import Store
from tests.bot.conftest import MakeTurns
from tests.loopback.zalo import APP_ID, APP_SECRET, OA_ID, OA_SECRET, LoopbackZalo

MakeTokens = Callable[..., Tokens]
LAN, NAM = "2512523625412515", "2512523625412516"


class Account:
    """A running channel and the address that Zalo posts to."""

    def __init__(self, zalo: LoopbackZalo, channel: ZaloChannel) -> None:
        self.zalo = zalo
        self.channel = channel
        app = FastAPI()
        app.include_router(webhook_router(channel))
        self.web = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://ward")

    async def post(self, raw: bytes, headers: dict[str, str]) -> int:
        return (await self.web.post("/webhooks/zalo", content=raw, headers=headers)).status_code

    async def push(self, event: dict[str, Any]) -> int:
        """Zalo delivers ``event``; one of a person's own counts as an interaction there too."""
        sender = event.get("sender")
        if isinstance(sender, dict) and str(event.get("event_name")).startswith("user_"):
            self.zalo.wrote(str(sender.get("id")))
        return await self.post(*self.zalo.events.signed(event))

    async def write(self, user: str, text: str) -> int:
        return await self.push(self.zalo.events.text(user, text))


OpenAccount = Callable[..., Awaitable[Account]]


@pytest.fixture
def zalo() -> Iterator[LoopbackZalo]:
    with LoopbackZalo() as server:
        yield server


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
        yield client


@pytest.fixture
def oauth(zalo: LoopbackZalo, http: httpx.AsyncClient) -> OAuth:
    return OAuth(http, zalo.base_url, Application(APP_ID, APP_SECRET))


@pytest.fixture
def make_tokens(zalo: LoopbackZalo, oauth: OAuth) -> MakeTokens:
    """``make_tokens(store)``: begun with a refresh token of the console or a given one."""

    def make(store: Store, seed: str | None = None) -> Tokens:
        return Tokens(store, APP_ID, oauth, seed or zalo.first_refresh_token())

    return make


@pytest.fixture
def api(
    zalo: LoopbackZalo, http: httpx.AsyncClient, make_tokens: MakeTokens, sqlite_store: Store
) -> ZaloApi:
    async def at_once(_: float) -> None:
        """Waits between tries would only slow the tests down."""

    return ZaloApi(http, zalo.base_url, make_tokens(sqlite_store), sleep=at_once)


@pytest.fixture
async def open_account(zalo: LoopbackZalo) -> AsyncIterator[OpenAccount]:
    """``await open_account(handle, store, paid_messages=…)``: a started account with a webhook."""
    opened: list[Account] = []

    async def start(handle: Handle, store: Store, **given: Any) -> Account:
        settings = ZaloSettings(
            **(
                {
                    "app_id": APP_ID,
                    "app_secret": APP_SECRET,
                    "oa_id": OA_ID,
                    "oa_secret_key": OA_SECRET,
                    "refresh_token": zalo.first_refresh_token(),
                    "api_base_url": zalo.base_url,
                    "oauth_base_url": zalo.base_url,
                }
                | given
            )
        )
        account = Account(zalo, ZaloChannel(settings, store))
        opened.append(account)
        await account.channel.start(handle)
        return account

    yield start
    for account in opened:
        await account.web.aclose()
        await account.channel.stop()


@pytest.fixture
async def account(open_account: OpenAccount, turns_on: MakeTurns, sqlite_store: Store) -> Account:
    """A started account whose messages go through the whole conversation."""
    return await open_account(turns_on(sqlite_store).handle, sqlite_store)
