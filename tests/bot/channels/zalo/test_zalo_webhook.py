"""The webhook: only Zalo gets in, each delivery counts once, nothing breaks it."""

import asyncio
import json
import time

import pytest
import time_machine
from prometheus_client import REGISTRY

from bot.channels.zalo.constants import BODY_MAX_BYTES
from bot.channels.zalo.signature import signed_at
from bot.messages import InboundMessage, Reply
from bot.settings import ZaloSignatureId
from bot.store import Store
from tests.bot.channels.telegram.helpers import until
from tests.bot.channels.zalo.conftest import OpenAccount
from tests.loopback.telegram import FakeHandle
from tests.loopback.zalo import OA_ID, LoopbackZalo, sign

LAN = "2512523625412515"
# The test vector that the platform's notes give: a plain digest, over UTF-8.
VECTOR = (
    '{"app_id":"1234567890123456789","event_name":"user_send_text","sender":{"id":'
    '"2512523625412515"},"recipient":{"id":"388613280878808645"},"user_id_by_app":'
    '"552177279717587730","message":{"text":"Xin chào","msg_id":"96d3cdf3af150460909"},'
    '"timestamp":"1766480400000"}'
).encode()
MAC = "c1e2121539105084739ed0dc3150f92090514b805f214001378a86b5587c0a93"


def rejected(why: str) -> float:
    return REGISTRY.get_sample_value("motcua_rejected_total", {"where": "zalo", "why": why}) or 0.0


@pytest.mark.parametrize("header", [f"mac={MAC}", MAC, f" mac = {MAC.upper()} ", f"MAC={MAC}"])
def test_the_known_signature_is_right(header: str) -> None:
    found = signed_at(VECTOR, header, "1234567890123456789", "OA_SECRET_DEMO")
    assert found == "1766480400000"


@pytest.mark.parametrize("header", [None, "", "mac=", "mac=é", f"mac={MAC[:-1]}", "x" * 10_000])
def test_any_other_signature_is_wrong(header: str | None) -> None:
    assert signed_at(VECTOR, header, "1234567890123456789", "OA_SECRET_DEMO") is None


def test_a_changed_byte_makes_it_wrong() -> None:
    for at in range(0, len(VECTOR), 7):
        changed = VECTOR[:at] + bytes([VECTOR[at] ^ 1]) + VECTOR[at + 1 :]
        assert signed_at(changed, MAC, "1234567890123456789", "OA_SECRET_DEMO") is None


async def test_a_signed_event_is_answered_and_reaches_the_handle(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    handle = FakeHandle()
    account = await open_account(handle, sqlite_store)
    assert await account.write(LAN, "Thủ tục khai sinh?") == 200
    (sent,) = await zalo.arrived(1)
    assert sent.recipient == LAN
    assert handle.seen[0].text == "Thủ tục khai sinh?"


async def test_forged_calls_are_refused_and_counted(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    handle = FakeHandle()
    account = await open_account(handle, sqlite_store)
    raw, headers = zalo.events.signed(zalo.events.text(LAN, "giả"))
    before = rejected("wrong_signature"), rejected("no_signature")
    assert await account.post(raw, {}) == 401
    assert await account.post(raw + b" ", headers) == 401
    assert await account.post(raw, {"X-ZEvent-Signature": "mac=" + "0" * 64}) == 401
    assert rejected("no_signature") == before[1] + 1
    assert rejected("wrong_signature") == before[0] + 2
    assert handle.seen == []


async def test_the_other_id_in_the_signature_is_refused_and_named(
    zalo: LoopbackZalo,
    sqlite_store: Store,
    open_account: OpenAccount,
    caplog: pytest.LogCaptureFixture,
) -> None:
    account = await open_account(FakeHandle(), sqlite_store)
    for _ in range(3):
        raw, headers = zalo.events.signed(zalo.events.text(LAN, "x"), identity=OA_ID)
        assert await account.post(raw, headers) == 401
    assert caplog.text.count("ZALO_SIGNATURE_ID") == 2  # one line that says it in two languages
    other = await open_account(FakeHandle(), sqlite_store, signature_id=ZaloSignatureId.OA_ID)
    assert await other.post(raw, headers) == 200


async def test_old_and_early_events_are_turned_away(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    account = await open_account(FakeHandle(), sqlite_store)
    event = zalo.events.text(LAN, "x")
    now = int(time.time() * 1000)
    for offset, status in ((-2 * 3600, 200), (-4 * 3600, 403), (3600, 403), (60, 200)):
        moved = event | {"timestamp": str(now + offset * 1000)}
        assert await account.post(*zalo.events.signed(moved)) == status, offset


async def test_the_limit_on_age_can_be_switched_off(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    account = await open_account(FakeHandle(), sqlite_store, max_age_seconds=0)
    event = zalo.events.text(LAN, "x") | {"timestamp": "1766480400000"}
    assert await account.post(*zalo.events.signed(event)) == 200


async def test_a_numeric_time_is_taken_too(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    account = await open_account(FakeHandle(), sqlite_store)
    event = zalo.events.text(LAN, "x") | {"timestamp": int(time.time() * 1000)}
    assert await account.post(*zalo.events.signed(event)) == 200


async def test_a_time_quoted_deeper_inside_does_not_count(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    account = await open_account(FakeHandle(), sqlite_store)
    stamp = str(int(time.time() * 1000))
    raw = json.dumps({"x": {"timestamp": stamp}, "timestamp": "5"}).encode()
    mac = sign(raw, zalo.state.app_id, stamp, "loopback-oa-secret")
    assert await account.post(raw, {"X-ZEvent-Signature": mac}) == 400


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b"[" * 50_000])
async def test_what_is_no_event_is_refused(
    raw: bytes, sqlite_store: Store, open_account: OpenAccount
) -> None:
    account = await open_account(FakeHandle(), sqlite_store)
    stamp = str(int(time.time() * 1000))
    signed = raw + f'"timestamp":"{stamp}"'.encode()
    mac = sign(signed, "1234567890123456789", stamp, "loopback-oa-secret")
    assert await account.post(signed, {"X-ZEvent-Signature": mac}) == 400


async def test_a_body_without_end_is_cut_off(
    sqlite_store: Store, open_account: OpenAccount
) -> None:
    account = await open_account(FakeHandle(), sqlite_store)
    before = rejected("too_large")
    assert await account.post(b"x" * (BODY_MAX_BYTES + 1), {}) == 413
    assert rejected("too_large") == before + 1


async def test_the_answer_does_not_wait_for_the_turn(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    gate = asyncio.Event()

    async def slow(inbound: InboundMessage) -> Reply:
        await gate.wait()
        return await FakeHandle()(inbound)

    account = await open_account(slow, sqlite_store)
    assert await account.write(LAN, "chờ") == 200
    assert zalo.sent == []
    gate.set()
    await zalo.arrived(1)


async def test_people_are_answered_in_their_own_order(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    seen: list[tuple[str, str]] = []

    async def handle(inbound: InboundMessage) -> Reply:
        await asyncio.sleep(0.02 if inbound.text.endswith("0") else 0)
        seen.append((inbound.conversation, inbound.text))
        return (await FakeHandle()(inbound)).model_copy(update={"messages": ()})

    account = await open_account(handle, sqlite_store)
    for number in range(6):
        for user in ("1", "2", "3"):
            await account.write(user, f"câu {number}")
    await until(lambda: len(seen) == 18)
    for user in ("1", "2", "3"):
        assert [text for who, text in seen if who == user] == [f"câu {n}" for n in range(6)]


async def test_before_the_start_it_asks_to_deliver_again(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    account = await open_account(FakeHandle(), sqlite_store)
    await account.channel.stop()
    raw, headers = zalo.events.signed(zalo.events.text(LAN, "x"))
    assert await account.post(raw, headers) == 503


async def test_a_repeat_two_hours_late_is_still_let_in(
    zalo: LoopbackZalo, sqlite_store: Store, open_account: OpenAccount
) -> None:
    """Zalo's last repeat comes 1 h 51 min after the event and carries its old time."""
    handle = FakeHandle()
    account = await open_account(handle, sqlite_store)
    raw, headers = zalo.events.signed(zalo.events.text(LAN, "x"))
    with time_machine.travel(time.time() + 111 * 60, tick=True):
        assert await account.post(raw, headers) == 200
