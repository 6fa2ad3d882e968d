"""One citizen's telephone, once on Telegram and once on Zalo, before the same conversation."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.channels.zalo import ZaloChannel, ZaloSettings
from bot.conversation import Deliveries, Turns
from bot.conversation.journal import lost
from bot.store import Store
from tests.bot.channels.both.phones import Phone, TelegramPhone, ZaloPhone
from tests.bot.channels.telegram.helpers import until
from tests.bot.channels.zalo.conftest import Account
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import APP_ID, APP_SECRET, OA_SECRET, LoopbackZalo


@pytest.fixture(params=["telegram", "zalo"])
async def phone(
    request: pytest.FixtureRequest, turns: Turns, sqlite_store: Store, tmp_path: Path
) -> AsyncIterator[Phone]:
    """Lan's telephone; what she writes goes through the whole conversation."""
    platform = request.param

    async def gone(address: str) -> None:
        with sqlite_store.session() as session:
            lost(session, platform, address)

    with ExitStack() as stack:
        if platform == "telegram":
            server = stack.enter_context(LoopbackTelegram())
            settings = TelegramSettings(token=server.token, api_base_url=server.base_url)
            telegram = TelegramChannel(
                settings,
                on_unreachable=gone,
                files=tmp_path,
                deliveries=Deliveries(sqlite_store),
            )
            await telegram.start(turns.handle)
            await until(lambda: telegram.connected)
            yield TelegramPhone(server, telegram)
            await telegram.stop()
            return
        loopback = stack.enter_context(LoopbackZalo())
        zalo = ZaloChannel(
            ZaloSettings(
                app_id=APP_ID,
                app_secret=APP_SECRET,
                oa_secret_key=OA_SECRET,
                refresh_token=loopback.first_refresh_token(),
                api_base_url=loopback.base_url,
                oauth_base_url=loopback.base_url,
                files=tmp_path,
            ),
            sqlite_store,
            on_unreachable=gone,
        )
        account = Account(loopback, zalo)
        await zalo.start(turns.handle)
        yield ZaloPhone(loopback, account)
        await account.web.aclose()
        await zalo.stop()
