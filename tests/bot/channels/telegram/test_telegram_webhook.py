"""POST /webhooks/telegram: who may post, what is refused, how fast it answers."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from bot.channels.telegram import TelegramChannel, TelegramMode, TelegramSettings, webhook_router
from bot.channels.telegram.constants import BODY_MAX_BYTES, SECRET_HEADER, WEBHOOK_PATH
from tests.bot.channels.telegram.helpers import StartChannel, text_update, until
from tests.loopback.telegram import FakeHandle, LoopbackTelegram

LAN = 501
SECRET = "dung-cho-thu_2026"
SIGNED = {SECRET_HEADER: SECRET}


@pytest.fixture
def handle() -> FakeHandle:
    return FakeHandle(pause=2.0)


@pytest.fixture
async def channel(start_channel: StartChannel, handle: FakeHandle) -> TelegramChannel:
    return await start_channel(handle, mode=TelegramMode.WEBHOOK, webhook_secret=SECRET)


@pytest.fixture
async def web(channel: TelegramChannel) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(webhook_router(channel))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://ward") as client:
        yield client


async def test_answers_at_once_and_handles_later(
    web: httpx.AsyncClient, telegram: LoopbackTelegram, handle: FakeHandle
) -> None:
    telegram.know(LAN)
    begun = time.monotonic()
    answer = await web.post(WEBHOOK_PATH, json=text_update(7, LAN, "xin chào"), headers=SIGNED)
    assert answer.status_code == 200
    assert time.monotonic() - begun < 1.0
    (sent,) = await telegram.arrived(1)
    assert sent.chat_id == LAN
    assert [message.update_id for message in handle.seen] == ["7"]


async def test_a_repeated_delivery_passes_through_with_its_id(
    web: httpx.AsyncClient, handle: FakeHandle
) -> None:
    handle.pause = 0.0
    for _ in range(2):
        await web.post(WEBHOOK_PATH, json=text_update(7, LAN, "xin chào"), headers=SIGNED)
    await until(lambda: len(handle.seen) == 2)
    assert {message.update_id for message in handle.seen} == {"7"}


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "sai"}, {SECRET_HEADER: "sai\xe9"}])
async def test_a_stranger_is_refused_before_anything_is_read(
    web: httpx.AsyncClient, handle: FakeHandle, headers: dict[str, str]
) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    answer = await web.post(WEBHOOK_PATH, content=b"{not even JSON", headers=raw)
    assert answer.status_code == 401
    assert handle.seen == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"text"',
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b"[" * 100_000,
        b'{"update_id": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda body: body[:12].decode("latin-1"),
)
async def test_malformed_bodies_are_the_senders_fault(web: httpx.AsyncClient, body: bytes) -> None:
    answer = await web.post(WEBHOOK_PATH, content=body, headers=SIGNED)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


async def test_a_huge_body_is_cut_off(web: httpx.AsyncClient) -> None:
    body = json.dumps({"update_id": 1, "x": "a" * BODY_MAX_BYTES})
    answer = await web.post(WEBHOOK_PATH, content=body, headers=SIGNED)
    assert answer.status_code == 413


async def test_before_the_start_telegram_is_asked_to_come_again(
    telegram: LoopbackTelegram,
) -> None:
    settings = TelegramSettings(
        token=telegram.token,
        api_base_url=telegram.base_url,
        mode=TelegramMode.WEBHOOK,
        webhook_secret=SECRET,
    )
    app = FastAPI()
    app.include_router(webhook_router(TelegramChannel(settings)))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://ward") as client:
        update = text_update(7, LAN, "xin chào")
        answer = await client.post(WEBHOOK_PATH, json=update, headers=SIGNED)
    assert answer.status_code == 503


async def test_telegram_delivers_over_real_http(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    handle = FakeHandle()
    own = socket.create_server(("127.0.0.1", 0))
    channel = await start_channel(
        handle,
        mode=TelegramMode.WEBHOOK,
        webhook_secret=SECRET,
        public_webhook_url=f"http://127.0.0.1:{own.getsockname()[1]}{WEBHOOK_PATH}",
    )
    telegram.push_text(LAN, "trước khi trang web chạy")
    app = FastAPI()
    app.include_router(webhook_router(channel))
    web = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    serving = asyncio.create_task(web.serve(sockets=[own]))
    telegram.push_text(LAN, "sau đó")
    await telegram.arrived(2)
    assert [message.text for message in handle.seen] == ["trước khi trang web chạy", "sau đó"]
    web.should_exit = True
    await serving


async def test_the_webhook_is_registered_with_its_secret(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    await start_channel(
        FakeHandle(),
        mode=TelegramMode.WEBHOOK,
        webhook_secret=SECRET,
        public_webhook_url="https://phuong.example/webhooks/telegram",
    )
    await until(lambda: bool(telegram.state.webhook.url))
    assert telegram.state.webhook.secret == SECRET
    assert telegram.calls("getUpdates") == []


def test_webhook_mode_without_a_secret_does_not_start() -> None:
    with pytest.raises(ValueError, match="TELEGRAM_WEBHOOK_SECRET"):
        TelegramSettings(token="1:a", mode=TelegramMode.WEBHOOK)
