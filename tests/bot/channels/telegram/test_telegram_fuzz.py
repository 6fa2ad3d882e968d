"""500 updates with fields of any type: no 500, no traceback, and the bot still answers."""

import copy
import json
import random
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.telegram import TelegramMode, webhook_router
from bot.channels.telegram.constants import SECRET_HEADER, WEBHOOK_PATH
from tests.bot.channels.telegram.helpers import StartChannel, text_update, until
from tests.loopback.telegram import FakeHandle, LoopbackTelegram, shapes

LAN = 501
GROUP = -1_009_000_000_001
SECRET = "dung-cho-thu_2026"
SIGNED = {SECRET_HEADER: SECRET}
ROUNDS = 500
JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "x", "\ud800", "\0", [], [1], {}, {"id": "x"}, [{}],
)  # fmt: skip


async def test_any_update_is_survived(
    telegram: LoopbackTelegram, start_channel: StartChannel, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.know(LAN)
    handle = FakeHandle()
    handle.messages = ()
    channel = await start_channel(handle, mode=TelegramMode.WEBHOOK, webhook_secret=SECRET)
    app = FastAPI()
    app.include_router(webhook_router(channel))
    transport = httpx.ASGITransport(app=app)
    chance = random.Random(20260902)
    async with httpx.AsyncClient(transport=transport, base_url="http://ward") as web:
        for number in range(ROUNDS):
            update = spoiled(chance.choice(SAMPLES), chance)
            update.setdefault("update_id", number)
            # json.dumps escapes lone surrogates, which httpx's own encoder refuses.
            answer = await web.post(WEBHOOK_PATH, content=json.dumps(update), headers=SIGNED)
            assert answer.status_code in {200, 400}, update
        last = text_update(999_999, LAN, "còn sống không?")
        await web.post(WEBHOOK_PATH, json=last, headers=SIGNED)
    await until(lambda: any(message.text == "còn sống không?" for message in handle.seen))
    assert "Traceback" not in caplog.text


def spoiled(sample: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with one to three places, at any depth, replaced by junk or removed."""
    update = copy.deepcopy(sample)
    for _ in range(chance.randint(1, 3)):
        parent, key = chance.choice(list(_places(update)))
        if chance.random() < 0.25 and isinstance(parent, dict):
            del parent[key]
        else:
            parent[key] = copy.deepcopy(chance.choice(JUNK))
        if not update:
            return update
    return update


def _places(node: Any) -> list[tuple[Any, Any]]:
    keys = list(node) if isinstance(node, dict) else range(len(node))
    found: list[tuple[Any, Any]] = []
    for key in keys:
        found.append((node, key))
        if isinstance(node[key], dict | list):
            found += _places(node[key])
    return found


def _samples() -> list[dict[str, Any]]:
    lan = shapes.person(LAN)
    bot = shapes.bot_user(7654321, "MotCuaBot")
    photo = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9, "file_size": 9}
    document = {"file_id": "d", "file_unique_id": "d", "file_name": "a.pdf", "file_size": 9}
    contact = {"phone_number": "0900000001", "first_name": "Lan"}
    ours = shapes.message(2, LAN, bot, text="Hỏi gì ạ?")
    return [
        text_update(1, LAN, "xin chào"),
        {"message": shapes.message(3, LAN, lan, text="/start abc")},
        {"message": shapes.message(3, GROUP, lan, text="@MotCuaBot ơi", reply_to_message=ours)},
        {"message": shapes.message(3, LAN, lan, photo=[photo], caption="ổ gà")},
        {"message": shapes.message(3, LAN, lan, document=document)},
        {"message": shapes.message(3, LAN, lan, contact=contact)},
        {"message": shapes.message(3, LAN, lan, location={"latitude": 1.5, "longitude": 2.5})},
        {"callback_query": shapes.callback_query("1", lan, ours, "/ask_fee")},
        {"my_chat_member": shapes.membership(LAN, lan, bot, "member", "kicked")},
        {"edited_message": shapes.message(3, LAN, lan, text="sửa")},
    ]


SAMPLES = _samples()
