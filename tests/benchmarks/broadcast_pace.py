"""How fast a broadcast goes out, and how long people wait meanwhile.

``python -m tests.benchmarks.broadcast_pace telegram|zalo [PEOPLE]`` sends over the real channel to
the loopback platform with its limits, while somebody is answered every half second.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.broadcasts import Sender
from bot.channels import Channel, SlowDown
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.channels.telegram.constants import OVERALL_PER_SECOND
from bot.channels.zalo import ZaloChannel, ZaloSettings
from bot.channels.zalo.constants import REQUESTS_PER_MINUTE
from bot.channels.zalo.people import People
from bot.messages import OutboundMessage
from bot.settings import TelegramMode
from bot.store import Store, open_store
from bot.store.models import utc_now
from tests.crash.platforms import Telegram, Zalo
from tests.crash.world import begun
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import APP_ID, APP_SECRET, OA_SECRET, LoopbackZalo

PEOPLE = 1200
ANSWER_SECONDS = 0.08
EVERY_SECONDS = 0.5
FIRST_ASKER = 990_001
ANSWER = OutboundMessage(text="Dạ, một cửa mở lúc 7 giờ 30.")
Know = Callable[[str], None]


def telegram(people: int) -> str:
    """Send to ``people`` on Telegram: 30 a second."""
    with ExitStack() as stack:
        server = stack.enter_context(LoopbackTelegram())
        store = stack.enter_context(_store())
        begun(store, Telegram(server), people)
        server.state.answer_after = ANSWER_SECONDS
        channel = TelegramChannel(
            TelegramSettings(
                token=server.token,
                api_base_url=server.base_url,
                mode=TelegramMode.WEBHOOK,
                webhook_secret="loopback",
            )
        )
        know: Know = lambda address: server.know(int(address))  # noqa: E731 (one line each)
        waits, _ = asyncio.run(_sent(store, channel, know))
        at = sorted(one.at for one in server.sent)
        refused = len(server.calls("sendMessage")) - len(at)
    share = (len(at) - 1) / (at[-1] - at[0]) / OVERALL_PER_SECOND
    return _told(len(at), at[-1] - at[0], share, f"{OVERALL_PER_SECOND}/s", refused, waits)


def zalo(people: int) -> str:
    """Send to ``people`` on Zalo: 4,000 requests a minute, counted anew by the minute."""
    with ExitStack() as stack:
        server = stack.enter_context(LoopbackZalo())
        store = stack.enter_context(_store())
        begun(store, Zalo(server), people)
        server.state.answer_after = ANSWER_SECONDS
        channel = ZaloChannel(
            ZaloSettings(
                app_id=APP_ID,
                app_secret=APP_SECRET,
                oa_secret_key=OA_SECRET,
                api_base_url=server.base_url,
                oauth_base_url=server.base_url,
            ),
            store,
        )

        def know(address: str) -> None:
            server.know(address)
            People(store).import_follower(address, None, utc_now())

        waits, seconds = asyncio.run(_sent(store, channel, know))
        sent, asked = len(server.sent), len(server.calls("/v3.0/oa/message/cs"))
    share = sent / seconds * 60 / REQUESTS_PER_MINUTE
    return _told(sent, seconds, share, f"{REQUESTS_PER_MINUTE}/min", asked - sent, waits)


async def _sent(store: Store, channel: Channel, know: Know) -> tuple[list[float], float]:
    """Send the broadcast; how long answers waited meanwhile, and how long it took."""
    await channel.start(_nobody)  # type: ignore[arg-type]
    started = time.perf_counter()
    sending = asyncio.create_task(Sender(store, {channel.name: channel}).work())
    waits = await _answer_meanwhile(channel, know, sending)
    await sending
    seconds = time.perf_counter() - started
    await channel.stop()
    return sorted(waits), seconds


async def _answer_meanwhile(
    channel: Channel, know: Know, sending: "asyncio.Task[int]"
) -> list[float]:
    waits = []
    asker = FIRST_ASKER
    while not sending.done():
        await asyncio.sleep(EVERY_SECONDS)
        await asyncio.to_thread(know, str(asker))
        since = time.perf_counter()
        try:
            await channel.send(str(asker), ANSWER)
        except SlowDown as error:
            # As Sender.reply does for people: it waits, and the wait counts.
            await asyncio.sleep(error.seconds)
            await channel.send(str(asker), ANSWER)
        waits.append(time.perf_counter() - since)
        asker += 1
    return waits


def _told(
    sent: int, seconds: float, share: float, limit: str, refused: int, waits: list[float]
) -> str:
    return (
        f"{sent} messages in {seconds:.1f} s: {share:.1%} of {limit}, {refused} refused by the"
        f" limit; answers meanwhile: median {statistics.median(waits) * 1000:.0f} ms,"
        f" 95 % within {waits[int(len(waits) * 0.95)] * 1000:.0f} ms"
        f" (network {ANSWER_SECONDS * 1000:.0f} ms)"
    )


@contextmanager
def _store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'motcua.db'}")
        yield store
        store.close()


async def _nobody(_: object) -> object:
    raise AssertionError("nobody writes to the bot here")


if __name__ == "__main__":
    measure = {"telegram": telegram, "zalo": zalo}[sys.argv[1]]
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else PEOPLE
    print(measure(wanted))  # noqa: T201
