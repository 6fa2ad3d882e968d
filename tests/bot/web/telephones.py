"""A desk whose channels are the real ones, before a Telegram and a Zalo on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.channels import Channel
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.channels.zalo import ZaloChannel, ZaloSettings
from bot.channels.zalo.people import People
from bot.settings import TelegramMode
from bot.store import Conversation, Store, Subscription
from bot.store.models import utc_now
from tests.bot.web.desk_world import DeskServer, DeskWorld
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import APP_ID, APP_SECRET, OA_ID, OA_SECRET, LoopbackZalo

FIRST = 920_001


@dataclass
class Telephones:
    """The served desk and both platforms."""

    server: DeskServer
    telegram: LoopbackTelegram
    zalo: LoopbackZalo

    @property
    def world(self) -> DeskWorld:
        """The desk behind the server."""
        return self.server.world

    def received(self, channel: str, address: str) -> list[str]:
        """What arrived on somebody's telephone."""
        if channel == "telegram":
            return [one.text for one in self.telegram.sent if str(one.chat_id) == address]
        return [one.text for one in self.zalo.sent if one.recipient == address]

    def know(self, channel: str, address: str) -> None:
        """The platform knows this person, who wrote to us a moment ago."""
        if channel == "telegram":
            self.telegram.know(int(address))
        else:
            self.zalo.know(address)
            People(self.world.store).import_follower(address, None, utc_now())

    def subscribers(self, channel: str, people: int) -> list[str]:
        """So many people who want news on ``channel``; returns their addresses."""
        found = [str(FIRST + number) for number in range(people)]
        for address in found:
            self.know(channel, address)
        with self.world.store.session() as session:
            for address in found:
                who = (
                    session.query(Conversation)
                    .filter_by(channel=channel, address=address)
                    .one_or_none()
                )
                if who is None:
                    who = Conversation(channel=channel, address=address)
                    session.add(who)
                    session.flush()
                session.add(Subscription(conversation_id=who.id, topic="all"))
        return found


@contextmanager
def telephones(data: Path) -> Iterator[Telephones]:
    """Both platforms and the desk, started and stopped together."""
    with LoopbackTelegram() as telegram, LoopbackZalo() as zalo:

        def channels(store: Store) -> dict[str, Channel]:
            return {
                "telegram": TelegramChannel(
                    TelegramSettings(
                        token=telegram.token,
                        api_base_url=telegram.base_url,
                        mode=TelegramMode.WEBHOOK,
                        webhook_secret="loopback",
                        public_webhook_url=None,
                    )
                ),
                "zalo": ZaloChannel(
                    ZaloSettings(
                        app_id=APP_ID,
                        app_secret=APP_SECRET,
                        oa_id=OA_ID,
                        oa_secret_key=OA_SECRET,
                        refresh_token=zalo.first_refresh_token(),
                        api_base_url=zalo.base_url,
                        oauth_base_url=zalo.base_url,
                    ),
                    store,
                ),
            }

        world = DeskWorld(data, channels)
        world.staff()
        with DeskServer(world) as server:
            yield Telephones(server, telegram, zalo)
        world.store.close()
