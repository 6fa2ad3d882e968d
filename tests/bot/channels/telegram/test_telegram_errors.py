"""Each of Telegram's refusals as the house's error, over real HTTP."""

import datetime as dt

import pytest
from telegram.error import RetryAfter

from bot.channels import Refused, SlowDown, UnknownDelivery, Unreachable
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.constants import TEXT_MAX, TOKEN_RETRY_SECONDS, UNREACHED_RETRY_SECONDS
from bot.channels.telegram.errors import retry_seconds
from bot.messages import OutboundMessage
from tests.bot.channels.telegram.helpers import StartChannel, until
from tests.loopback.telegram import (
    ApiError,
    FakeHandle,
    LoopbackTelegram,
    bad_request,
    too_many_requests,
)

LAN = 501
GROUP = -4001
SUPERGROUP = -1_009_000_000_001
HELLO = OutboundMessage(text="Chào bà con.")
LONG = OutboundMessage(text="Câu này dài. " * (TEXT_MAX // 8))


@pytest.fixture
async def channel(telegram: LoopbackTelegram, start_channel: StartChannel) -> TelegramChannel:
    telegram.know(LAN, GROUP)
    channel = await start_channel(FakeHandle(HELLO), timeout_seconds=1.0)
    await until(lambda: channel.connected)
    return channel


async def test_blocked_or_unknown_is_unreachable(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.block(LAN)
    with pytest.raises(Unreachable):
        await channel.send(str(LAN), HELLO)
    with pytest.raises(Unreachable):
        await channel.send("999", HELLO)
    with pytest.raises(Unreachable):
        await channel.send("zalo-user", HELLO)


async def test_flood_tells_the_seconds(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.fail_next(too_many_requests(17))
    with pytest.raises(SlowDown) as caught:
        await channel.send(str(LAN), HELLO)
    assert caught.value.seconds == 17


async def test_a_moved_group_is_followed_and_its_new_id_told(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    told: list[tuple[str, str]] = []

    async def moved(old: str, new: str) -> None:
        told.append((old, new))

    telegram.know(GROUP)
    telegram.migrate(GROUP, SUPERGROUP)
    channel = await start_channel(FakeHandle(HELLO), on_moved=moved)
    await channel.send(str(GROUP), HELLO)
    assert [sent.chat_id for sent in telegram.sent] == [SUPERGROUP]
    assert told == [(str(GROUP), str(SUPERGROUP))]


async def test_time_out_after_delivery_is_unknown(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.swallow_next()
    with pytest.raises(UnknownDelivery):
        await channel.send(str(LAN), HELLO)
    assert len(telegram.sent) == 1


@pytest.mark.parametrize("code", [500, 502])
async def test_a_broken_server_is_unknown(
    telegram: LoopbackTelegram, channel: TelegramChannel, code: int
) -> None:
    telegram.fail_next(ApiError(code, "Bad Gateway"))
    with pytest.raises(UnknownDelivery):
        await channel.send(str(LAN), HELLO)


async def test_what_telegram_will_never_take_is_refused(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.fail_next(bad_request("BUTTON_DATA_INVALID"))
    with pytest.raises(Refused, match="data"):
        await channel.send(str(LAN), HELLO)
    with pytest.raises(Refused):
        await channel.send(str(LAN), OutboundMessage(text=" "))


async def test_a_refused_token_pauses_instead_of_losing_people(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.fail_next(ApiError(401, "Unauthorized"))
    with pytest.raises(SlowDown) as caught:
        await channel.send(str(LAN), HELLO)
    assert caught.value.seconds == TOKEN_RETRY_SECONDS
    assert telegram.token not in repr(caught.value)


async def test_without_a_connection_nothing_was_sent(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.stop()
    with pytest.raises(SlowDown) as caught:
        await channel.send(str(LAN), HELLO)
    assert caught.value.seconds == UNREACHED_RETRY_SECONDS


async def test_a_flood_between_two_parts_is_waited_for(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    """Told to slow down, a caller repeats the message: its first part would arrive twice."""
    telegram.fail_next(too_many_requests(1))
    with pytest.raises(SlowDown):
        await channel.send(str(LAN), LONG)
    assert telegram.sent == []
    await channel.send(str(LAN), LONG)
    assert len(telegram.sent) == 2
    telegram.state.sent.clear()
    telegram.state.floods.count(LAN)
    telegram.state.floods.count(LAN)
    telegram.state.floods.count(LAN)
    await channel.send(str(LAN), LONG)
    assert len({sent.text for sent in telegram.sent}) == 2


async def test_a_reply_waits_and_moves_along(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.migrate(GROUP, SUPERGROUP)
    telegram.fail_next(too_many_requests(1))
    telegram.push_text(GROUP, f"@{telegram.username} xin chào")
    (sent,) = await telegram.arrived(1)
    assert sent.chat_id == SUPERGROUP


async def test_a_reply_that_may_have_arrived_is_not_repeated(
    telegram: LoopbackTelegram, channel: TelegramChannel
) -> None:
    telegram.swallow_next()
    telegram.push_text(LAN, "một")
    telegram.push_text(LAN, "hai")
    await telegram.arrived(2)
    await channel.stop()
    assert len(telegram.sent) == 2


async def test_who_blocks_the_bot_is_reported(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    gone: list[str] = []

    async def on_unreachable(conversation: str) -> None:
        gone.append(conversation)

    channel = await start_channel(FakeHandle(), on_unreachable=on_unreachable)
    await until(lambda: channel.connected)
    telegram.block(LAN)
    await until(lambda: gone == [str(LAN)])
    telegram.push_text(LAN, "gửi trước khi chặn")
    await until(lambda: gone == [str(LAN)] * 2)


def test_both_shapes_of_retry_after(monkeypatch: pytest.MonkeyPatch) -> None:
    error = RetryAfter(7)
    assert retry_seconds(error) == 7
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert error.retry_after == dt.timedelta(seconds=7)
    assert retry_seconds(error) == 7
