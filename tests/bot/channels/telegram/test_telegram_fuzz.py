"""10,000 updates, most of them spoiled, by webhook: no 500, nothing lost, nothing twice."""

import asyncio
import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY

from bot.channels.telegram import TelegramMode, webhook_router
from bot.channels.telegram.constants import SECRET_HEADER, WEBHOOK_PATH
from bot.conversation.journal import Journal
from bot.messages import InboundMessage, Outcome, Reply
from bot.store import Store
from tests.bot.channels.telegram.helpers import StartChannel, text_update, until
from tests.loopback.telegram import FakeHandle, LoopbackTelegram, shapes

LAN = 501
GROUP = -1_009_000_000_001
SECRET = "dung-cho-thu_2026"
SIGNED = {SECRET_HEADER: SECRET}
UPDATES = 10_000
POLLED = 2_000
# Of these every one must come through once, however much rubbish is delivered around them.
SOUND_SHARE = 0.06
REPEATED_SHARE = 0.1
AT_ONCE = 40
FIRST = 1_000_000
JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "x", "\ud800", "\0", [], [1], {}, {"id": "x"}, [{}],
)  # fmt: skip
BODIES = (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"update_id": "x"}', b"[" * 50_000, b"{}" * 9)
"""Not even JSON objects with a number."""


class Once(FakeHandle):
    """Takes a delivery up once, by the product's own journal."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.messages = ()
        self._store = store

    async def __call__(self, inbound: InboundMessage) -> Reply:
        with self._store.session() as session:
            if not Journal.first_time(session, inbound.channel, inbound.update_id):
                return Reply(outcome=Outcome.SMALLTALK)
        return await super().__call__(inbound)


async def test_ten_thousand_updates(
    start_channel: StartChannel,
    caplog: pytest.LogCaptureFixture,
    sqlite_store: Store,
) -> None:
    handle = Once(sqlite_store)
    # Nobody answers there: 'typing' and the like, thousands of times, would only cost time.
    channel = await start_channel(
        handle, mode=TelegramMode.WEBHOOK, webhook_secret=SECRET, api_base_url="http://127.0.0.1:9"
    )
    app = FastAPI()
    app.include_router(webhook_router(channel))
    transport = httpx.ASGITransport(app=app)
    chance = random.Random(20260902)
    sound: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    before = rejected()
    async with httpx.AsyncClient(transport=transport, base_url="http://ward") as web:

        async def deliver(body: bytes, headers: dict[str, str]) -> None:
            answer = await web.post(WEBHOOK_PATH, content=body, headers=headers)
            statuses[answer.status_code] += 1

        for batch in batched(deliveries(chance, sound), AT_ONCE):
            await asyncio.gather(*(deliver(*one) for one in batch))
    assert set(statuses) == {200, 400, 401}, statuses
    assert sum(statuses.values()) == UPDATES
    await until(lambda: set(seen(handle)) == set(sound), 60)
    assert set(seen(handle).values()) == {1}, "something came through twice"
    after = rejected()
    refused = statuses[400] + statuses[401]
    turned_away = after["webhook"] - before["webhook"]
    assert turned_away == refused, "a refusal was not counted"
    assert after["update"] > before["update"], "no unreadable update was counted"
    assert "Traceback" not in caplog.text


async def test_polling_goes_on_after_what_nobody_can_read(
    telegram: LoopbackTelegram,
    start_channel: StartChannel,
    caplog: pytest.LogCaptureFixture,
    sqlite_store: Store,
) -> None:
    """A forwarded poll without a field that the library wants once stopped all polling.

    The same news was then asked for without a pause, and each time logged with people's words.
    """
    handle = Once(sqlite_store)
    chance = random.Random(20261122)
    before = rejected()
    sound: Counter[str] = Counter()
    for number in range(POLLED):
        if number % 4:
            update = spoiled(chance.choice(SAMPLES), chance) | {"update_id": FIRST + number}
        else:
            update = text_update(FIRST + number, LAN + number % 400, f"câu hỏi {number}")
            sound[str(FIRST + number)] += 1
        telegram.push_update(update)
    await start_channel(handle)
    await until(lambda: seen(handle) == sound, 60)
    await until(lambda: not telegram.state.pending)
    assert rejected()["update"] > before["update"]
    assert "Traceback" not in caplog.text
    assert "câu hỏi" not in caplog.text


def seen(handle: FakeHandle) -> Counter[str]:
    """How often each sound update came through."""
    return Counter(m.update_id for m in handle.seen if m.text.startswith("câu hỏi "))


def rejected() -> Counter[str]:
    """The metric: what was turned away at the door, and what no sense could be made of."""
    found: Counter[str] = Counter()
    for metric in REGISTRY.collect():
        for sample in metric.samples:
            if sample.name == "motcua_rejected_total" and sample.labels["where"] == "telegram":
                kind = "update" if sample.labels["why"] in {"unreadable", "button"} else "webhook"
                found[kind] += int(sample.value)
    return found


def deliveries(
    chance: random.Random, sound: Counter[str]
) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Bodies and headers; ``sound`` collects the updates that must come through."""
    good: list[bytes] = []
    for number in range(UPDATES):
        lot = chance.random()
        if lot < SOUND_SHARE:
            body = json.dumps(
                text_update(FIRST + number, LAN + number % 400, f"câu hỏi {number}")
            ).encode()
            good.append(body)
            sound[str(FIRST + number)] += 1
        elif lot < SOUND_SHARE + REPEATED_SHARE and good:
            # Delivered again, and out of order.
            body = chance.choice(good)
        elif lot < SOUND_SHARE + REPEATED_SHARE + 0.02:
            yield chance.choice(BODIES), SIGNED
            continue
        elif lot < SOUND_SHARE + REPEATED_SHARE + 0.04:
            yield json.dumps(text_update(number, LAN, "kẻ lạ")).encode(), forged(chance)
            continue
        else:
            update = spoiled(chance.choice(SAMPLES), chance)
            update.setdefault("update_id", 2 * FIRST + number)
            # json.dumps escapes lone surrogates, which httpx's own encoder refuses.
            body = json.dumps(update).encode()
        yield body, SIGNED


def forged(chance: random.Random) -> dict[str, str]:
    return chance.choice([{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "x" * 300}])


def batched(items: Iterator[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def spoiled(sample: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with one to three places, at any depth, replaced by junk, removed or made up."""
    update = copy.deepcopy(sample)
    for _ in range(chance.randint(1, 3)):
        parent, key = chance.choice(list(_places(update)))
        what = chance.random()
        if what < 0.2 and isinstance(parent, dict):
            del parent[key]
        elif what < 0.4 and isinstance(parent, dict):
            parent[f"field_of_2030_{chance.randint(1, 9)}"] = copy.deepcopy(chance.choice(JUNK))
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
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3, "mime_type": "audio/ogg"}
    contact = {"phone_number": "0900000001", "first_name": "Lan"}
    ours = shapes.message(2, LAN, bot, text="Hỏi gì ạ?")
    answer = {"poll_id": "7", "user": lan, "option_ids": [1], "option_persistent_ids": ["1"]}
    return [
        {"message": shapes.message(3, LAN, lan, text="xin chào")},
        {"message": shapes.message(3, LAN, lan, text="/start p-1_d001193")},
        {"message": shapes.message(3, GROUP, lan, text="@MotCuaBot ơi", reply_to_message=ours)},
        {"message": shapes.message(3, GROUP, lan, migrate_to_chat_id=-1_009_000_000_002)},
        {"message": shapes.message(3, LAN, lan, photo=[photo], caption="ổ gà")},
        {"message": shapes.message(3, LAN, lan, document=document)},
        {"message": shapes.message(3, LAN, lan, voice=voice)},
        {"message": shapes.message(3, LAN, lan, contact=contact)},
        {"message": shapes.message(3, LAN, lan, location={"latitude": 1.5, "longitude": 2.5})},
        {"callback_query": shapes.callback_query("1", lan, ours, "/ask_fee")},
        {"poll_answer": answer},
        {"my_chat_member": shapes.membership(LAN, lan, bot, "member", "kicked")},
        {"my_chat_member": shapes.membership(LAN, lan, bot, "kicked", "member")},
        {"edited_message": shapes.message(3, LAN, lan, text="sửa")},
        {"channel_post": shapes.message(3, GROUP, lan, text="bài đăng")},
    ]


SAMPLES = _samples()
