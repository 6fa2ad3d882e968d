"""A sender in a process of its own: ``python -m tests.crash.sending URL CHANNEL BASE TOKEN``.

Prints what it recovered, then sends over the real channel until everything is settled.
"""

import asyncio
import sys

from bot.broadcasts import Campaigns, Sender
from bot.broadcasts.queue import DeliveryQueue
from bot.channels import Channel
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.channels.zalo import ZaloChannel, ZaloSettings
from bot.settings import TelegramMode
from bot.store import Broadcast, BroadcastState, Store, open_store
from tests.loopback.zalo import APP_ID, APP_SECRET, OA_ID, OA_SECRET

RING_SECONDS = 0.2


async def main(url: str, name: str, base: str, token: str) -> None:
    store = open_store(url)
    channel = _zalo(base, store) if name == "zalo" else _telegram(base, token)
    channels: dict[str, Channel] = {name: channel}
    sender = Sender(store, channels)
    left = sender.recover()
    print(f"recovered {left.pending} {left.unknown}", flush=True)  # noqa: T201
    await channel.start(_nobody)
    queue = DeliveryQueue(sender, Campaigns(store), None)
    await queue.start()
    while await asyncio.to_thread(_open, store):
        await queue.ring()
        await asyncio.sleep(RING_SECONDS)
    await queue.close()
    await channel.stop()
    store.close()


def _telegram(base: str, token: str) -> Channel:
    return TelegramChannel(
        TelegramSettings(
            token=token,
            api_base_url=base,
            mode=TelegramMode.WEBHOOK,
            webhook_secret="loopback",
            public_webhook_url=None,
        )
    )


def _zalo(base: str, store: Store) -> Channel:
    settings = ZaloSettings(
        app_id=APP_ID,
        app_secret=APP_SECRET,
        oa_id=OA_ID,
        oa_secret_key=OA_SECRET,
        api_base_url=base,
        oauth_base_url=base,
    )
    return ZaloChannel(settings, store)


async def _nobody(_: object) -> object:
    raise AssertionError("nobody writes to the bot here")


def _open(store: Store) -> bool:
    with store.session() as session:
        rows = session.query(Broadcast).filter_by(state=BroadcastState.SENDING)
        return rows.first() is not None


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
