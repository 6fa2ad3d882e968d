"""Thousands of deliveries, spoiled, doubled and in any order: no 500, none lost, none twice."""

import asyncio
import copy
import json
import random
import time
from collections import Counter
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bot.channels.zalo.constants import REQUESTS_PER_MINUTE
from bot.channels.zalo.decode import Fate
from bot.channels.zalo.limiter import RequestLimiter
from bot.conversation.journal import Journal
from bot.messages import InboundMessage, OutboundMessage, Outcome, Reply
from bot.store import Store
from tests.bot.channels.telegram.helpers import until
from tests.bot.channels.telegram.test_telegram_fuzz import spoiled
from tests.bot.channels.zalo.conftest import Account, OpenAccount
from tests.loopback.zalo import APP_ID, OA_SECRET, LoopbackZalo, sign

DELIVERIES = 10_000
IN_CI = 2_000
AT_ONCE = 50
PEOPLE = 200
# Taken with 200, as Zalo would only deliver them again, and counted as rejected all the same.
SENSELESS = (Fate.UNKNOWN, Fate.UNREADABLE, Fate.GROUP)
# Turns go on after the last delivery was taken; a busy machine works off thousands of them slowly.
PATIENCE = 300.0


class OnceEach:
    """The conversation's door as far as it matters here: each delivery counts once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.heard: Counter[str] = Counter()

    async def __call__(self, inbound: InboundMessage) -> Reply:
        if await asyncio.to_thread(self._fresh, inbound):
            self.heard[inbound.text] += 1
        return Reply(outcome=Outcome.SMALLTALK)

    def _fresh(self, inbound: InboundMessage) -> bool:
        with self._store.session() as session:
            return Journal.first_time(session, inbound.channel, inbound.update_id)


@pytest.mark.parametrize("deliveries", [IN_CI, pytest.param(DELIVERIES, marks=pytest.mark.slow)])
async def test_any_delivery_is_survived(
    zalo: LoopbackZalo,
    sqlite_store: Store,
    open_account: OpenAccount,
    caplog: pytest.LogCaptureFixture,
    deliveries: int,
) -> None:
    handle = OnceEach(sqlite_store)
    account = await open_account(handle, sqlite_store)
    chance = random.Random(20261122)
    batch: list[tuple[bytes, dict[str, str]]] = []
    wanted: Counter[str] = Counter()
    for number in range(deliveries):
        match chance.randrange(4):
            case 0:
                text = f"câu {number}"
                wanted[text] = 1
                event = zalo.events.text(str(chance.randrange(PEOPLE)), text)
                batch += [zalo.events.signed(event)] * chance.randint(1, 3)
            case 1:
                event = spoiled(_sample(zalo, chance), chance)
                batch.append(_signed(zalo, event))
            case 2:
                raw, headers = zalo.events.signed(_sample(zalo, chance))
                batch.append((_bitten(raw, chance), headers))
            case _:
                batch.append((chance.randbytes(chance.randrange(200)), {}))
    chance.shuffle(batch)
    rejected, taken = _counted("motcua_rejected_total"), _counted("motcua_zalo_events_total")
    statuses = await _deliver(account, batch)
    assert set(statuses) <= {200, 400, 401, 403, 413}
    assert statuses[200] > 0
    assert statuses[401] > 0
    await until(lambda: all(handle.heard[text] for text in wanted), PATIENCE)
    assert {text: handle.heard[text] for text in wanted} == dict(wanted)
    rejected = _counted("motcua_rejected_total") - rejected
    taken = _counted("motcua_zalo_events_total") - taken
    senseless = {fate: rejected.pop(fate, 0) for fate in SENSELESS}
    assert rejected.total() == statuses.total() - statuses[200], "a refusal was not counted"
    assert taken.total() == statuses[200]
    assert senseless == {fate: taken[fate] for fate in SENSELESS}
    assert all(senseless.values())
    assert "Traceback" not in caplog.text


def _counted(metric: str) -> Counter[str]:
    """A metric of this channel so far: by why something was rejected, or by an event's fate."""
    found: Counter[str] = Counter()
    for family in REGISTRY.collect():
        for sample in family.samples:
            if sample.name == metric and sample.labels.get("where", "zalo") == "zalo":
                found[sample.labels.get("why") or sample.labels["fate"]] += int(sample.value)
    return found


async def _deliver(account: Account, batch: list[tuple[bytes, dict[str, str]]]) -> Counter[int]:
    statuses: Counter[int] = Counter()
    for at in range(0, len(batch), AT_ONCE):
        found = await asyncio.gather(*(account.post(*one) for one in batch[at : at + AT_ONCE]))
        statuses.update(found)
    return statuses


def _signed(zalo: LoopbackZalo, event: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    # Escaped, as lone surrogates cannot be written any other way.
    raw = json.dumps(event).encode()
    mac = sign(raw, APP_ID, str(event.get("timestamp", "")), OA_SECRET)
    return raw, {"X-ZEvent-Signature": mac}


def _bitten(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]


def _sample(zalo: LoopbackZalo, chance: random.Random) -> dict[str, Any]:
    events, user = zalo.events, str(chance.randrange(PEOPLE))
    made = chance.choice(
        (
            lambda: events.text(user, "xin chào"),
            lambda: events.attached(user, "image", {"url": "u", "thumbnail": "t"}),
            lambda: events.attached(user, "location", {"coordinates": {"latitude": "1"}}),
            lambda: events.attached(user, "file", {"name": "a", "size": "9", "url": "u"}),
            lambda: events.follow(user),
            lambda: events.follow(user, "unfollow"),
            lambda: events.chat_now(user),
            lambda: events.receipt(user),
            lambda: events.submitted(user, "84900000001"),
            lambda: events.anonymous("a", "c", "chào"),
            lambda: events.group(user, "nhóm"),
        )
    )
    return copy.deepcopy(made())


async def test_the_adapter_is_faster_than_zalo_lets_it_send(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    """How many answers a minute the adapter could send if Zalo's rate did not hold it back."""
    account = await open_account(OnceEach(sqlite_store), sqlite_store)
    await account.channel.api.get("/v2.0/oa/getoa")
    account.channel.api._limiter = RequestLimiter(10**9)
    zalo.state.per_minute = 10**9
    zalo.know(*(str(user) for user in range(50)))
    message = OutboundMessage(text="Dạ, ông/bà cần giấy chứng sinh.")
    started = time.perf_counter()
    await asyncio.gather(
        *(account.channel._sender.send(str(number % 50), message) for number in range(400))
    )
    per_minute = 400 / (time.perf_counter() - started) * 60
    print(f"{per_minute:.0f} a minute, {per_minute / REQUESTS_PER_MINUTE:.1f} of the limit")  # noqa: T201
    assert len(zalo.sent) == 400
