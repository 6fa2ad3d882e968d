"""How fast a broadcast goes out, and how long people wait meanwhile.

``python -m tests.benchmarks.broadcast_pace [PEOPLE]`` sends over the real Telegram channel to the
loopback server with Telegram's limits, while somebody is answered every half second.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.broadcasts import Sender
from bot.channels import Channel, SlowDown
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.channels.telegram.constants import OVERALL_PER_SECOND
from bot.messages import OutboundMessage
from bot.settings import TelegramMode
from bot.store import open_store
from tests.crash.world import begun
from tests.loopback.telegram import LoopbackTelegram

PEOPLE = 1200
ANSWER_SECONDS = 0.08
EVERY_SECONDS = 0.5
FIRST_ASKER = 990_001


async def measure(people: int) -> str:
    """Send to ``people`` and tell the pace and the waiting times."""
    with LoopbackTelegram() as server, tempfile.TemporaryDirectory() as folder:
        server.state.answer_after = ANSWER_SECONDS
        store = open_store(f"sqlite:///{Path(folder) / 'motcua.db'}")
        begun(store, server, people)
        settings = TelegramSettings(
            token=server.token,
            api_base_url=server.base_url,
            mode=TelegramMode.WEBHOOK,
            webhook_secret="loopback",
        )
        telegram = TelegramChannel(settings)
        await telegram.start(_nobody)  # type: ignore[arg-type]
        channels: dict[str, Channel] = {"telegram": telegram}
        sending = asyncio.create_task(Sender(store, channels).work())
        waits = await _answer_meanwhile(telegram, server, sending)
        await sending
        await telegram.stop()
        store.close()
        at = sorted(one.at for one in server.sent)
        asked = server.calls("sendMessage")
    share = (len(at) - 1) / (at[-1] - at[0]) / OVERALL_PER_SECOND
    waits.sort()
    return (
        f"{len(at)} messages in {at[-1] - at[0]:.1f} s: {share:.1%} of {OVERALL_PER_SECOND}/s, "
        f"{len(asked) - len(at)} refused by the limit; answers meanwhile: median "
        f"{statistics.median(waits) * 1000:.0f} ms, "
        f"95 % within {waits[int(len(waits) * 0.95)] * 1000:.0f} ms "
        f"(network {ANSWER_SECONDS * 1000:.0f} ms)"
    )


async def _answer_meanwhile(
    telegram: TelegramChannel, server: LoopbackTelegram, sending: "asyncio.Task[int]"
) -> list[float]:
    waits = []
    asker = FIRST_ASKER
    while not sending.done():
        await asyncio.sleep(EVERY_SECONDS)
        server.know(asker)
        since = time.perf_counter()
        try:
            await telegram.send(str(asker), OutboundMessage(text="Dạ, một cửa mở lúc 7 giờ 30."))
        except SlowDown as error:
            # As Sender.reply does for people: it waits, and the wait counts.
            await asyncio.sleep(error.seconds)
            await telegram.send(str(asker), OutboundMessage(text="Dạ, một cửa mở lúc 7 giờ 30."))
        waits.append(time.perf_counter() - since)
        asker += 1
    return waits


async def _nobody(_: object) -> object:
    raise AssertionError("nobody writes to the bot here")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    print(asyncio.run(measure(wanted)))  # noqa: T201
