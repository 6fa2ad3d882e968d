"""What goes wrong with the connection: one clear line each, and it mends itself."""

import logging
import time

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError

from bot.channels.telegram import TelegramChannel, TelegramMode, TelegramSettings
from bot.channels.telegram.trouble import Trouble
from tests.bot.channels.telegram.helpers import StartChannel, until
from tests.loopback.telegram import ApiError, FakeHandle, LoopbackTelegram
from tests.loopback.telegram.server import TOKEN

LAN = 501


async def test_a_refused_token_is_one_line_and_is_tried_again(
    telegram: LoopbackTelegram, start_channel: StartChannel, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail_next(ApiError(401, "Unauthorized"), times=2, method="getMe")
    channel = await start_channel(FakeHandle())
    await until(lambda: channel.problem is not None)
    assert "TELEGRAM_BOT_TOKEN" in (channel.problem or "")
    assert not channel.connected
    await until(lambda: channel.connected)
    lines = [r for r in caplog.records if "TELEGRAM_BOT_TOKEN" in r.getMessage()]
    assert len(lines) == 1


async def test_the_token_is_in_no_log(
    telegram: LoopbackTelegram, start_channel: StartChannel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.fail_next(ApiError(401, "Unauthorized"), method="getMe")
    telegram.fail_next(ApiError(401, "Unauthorized"), method="getUpdates")
    channel = await start_channel(FakeHandle())
    telegram.push_text(LAN, "xin chào")
    await telegram.arrived(1)
    await channel.stop()
    assert "getMe" in caplog.text
    assert telegram.token not in caplog.text


async def test_polling_survives_a_token_refused_for_a_while(
    telegram: LoopbackTelegram, start_channel: StartChannel
) -> None:
    """python-telegram-bot would end its polling task for good at the first 401."""
    telegram.fail_next(ApiError(401, "Unauthorized"), times=2, method="getUpdates")
    await start_channel(FakeHandle())
    telegram.push_text(LAN, "xin chào")
    await telegram.arrived(1)


async def test_a_second_poller_is_named_and_outlived(
    telegram: LoopbackTelegram, start_channel: StartChannel, caplog: pytest.LogCaptureFixture
) -> None:
    conflict = ApiError(409, "Conflict: terminated by other getUpdates request")
    telegram.fail_next(conflict, times=2, method="getUpdates")
    await start_channel(FakeHandle())
    telegram.push_text(LAN, "xin chào")
    await telegram.arrived(1)
    said = [r.getMessage() for r in caplog.records if r.name.startswith("bot.")]
    assert len([line for line in said if "another process polls" in line]) == 1
    assert any("connected again" in line for line in said)
    assert "Traceback" not in caplog.text


async def test_an_unreachable_server_does_not_hold_up_the_start() -> None:
    port = _free_port()
    settings = TelegramSettings(token=TOKEN, api_base_url=f"http://127.0.0.1:{port}")
    channel = TelegramChannel(settings)
    begun = time.monotonic()
    await channel.start(FakeHandle())
    assert time.monotonic() - begun < 0.5
    await until(lambda: channel.problem is not None)
    with LoopbackTelegram(port=port) as telegram:
        telegram.push_text(LAN, "xin chào")
        await telegram.arrived(1)
        assert channel.connected
        await channel.stop()


async def test_stop_before_the_connection_stands() -> None:
    settings = TelegramSettings(token=TOKEN, api_base_url=f"http://127.0.0.1:{_free_port()}")
    channel = TelegramChannel(settings)
    await channel.start(FakeHandle())
    await channel.stop()


def test_trouble_is_told_once_until_it_changes(caplog: pytest.LogCaptureFixture) -> None:
    trouble = Trouble()
    for error in (NetworkError("a"), NetworkError("b"), Conflict("c"), InvalidToken("d")):
        trouble.report(error)
    trouble.cleared()
    trouble.cleared()
    assert len(caplog.records) == 4


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"token": ""}, "TELEGRAM_BOT_TOKEN"),
        ({"token": "1:a/../b"}, "TELEGRAM_BOT_TOKEN"),
        ({"api_base_url": "127.0.0.1:80"}, "TELEGRAM_API_BASE_URL"),
        ({"webhook_secret": "dấu"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"mode": TelegramMode.WEBHOOK}, "TELEGRAM_WEBHOOK_SECRET"),
    ],
)
def test_a_malformed_setting_is_named(fields: dict[str, str], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        TelegramSettings(**({"token": "1:a"} | fields))  # type: ignore[arg-type]


def test_settings_do_not_show_their_secrets() -> None:
    settings = TelegramSettings(token="1:geheim", webhook_secret="riengtu")
    assert "geheim" not in repr(settings)
    assert "riengtu" not in repr(settings)


def _free_port() -> int:
    with LoopbackTelegram() as gone:
        return gone.port
