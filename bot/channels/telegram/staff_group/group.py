"""The group put together: what the channel hands in, what runs by itself."""

import asyncio
import logging

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.channels import SlowDown
from bot.channels.telegram.limiter import SendLimiter
from bot.channels.telegram.staff_group import wording
from bot.channels.telegram.staff_group.ledger import Ledger
from bot.channels.telegram.staff_group.links import StaffLinks
from bot.channels.telegram.staff_group.mirror import Mirror
from bot.channels.telegram.staff_group.officers import Officers
from bot.channels.telegram.staff_group.room import Room
from bot.desk import Alert, Replies
from bot.store import Store

_LOG = logging.getLogger(__name__)
_LINK = "/link"


class StaffGroup:
    """One group of officers; ``wants`` tells which updates are its own and no citizen's."""

    def __init__(self, store: Store, replies: Replies, chat_id: int) -> None:
        self._store = store
        self._replies = replies
        self._links = StaffLinks(store)
        self._ledger = Ledger(store, chat_id)
        self.chat_id = chat_id
        self._bot: Bot | None = None
        self._room: Room | None = None
        self._officers: Officers | None = None
        self._mirror: Mirror | None = None

    def join(self, bot: Bot, limiter: SendLimiter) -> None:
        """Use the channel's bot and its limits; called once, when the channel is made."""
        room = self._room = Room(bot, limiter, self.chat_id)
        self._bot = bot
        self._officers = Officers(self._store, room, self._ledger, self._links, self._replies)
        self._mirror = Mirror(room, self._ledger)

    def wants(self, update: Update) -> bool:
        """Whether ``update`` is a message of the group, or an officer's private ``/link``."""
        message = update.message
        if message is None:
            return False
        return message.chat.id == self.chat_id or (
            message.chat.type == ChatType.PRIVATE and _code(message) is not None
        )

    async def take(self, message: Message) -> None:
        """Handle a message that ``wants`` has chosen."""
        if message.chat.id != self.chat_id:
            await self._link(message)
        elif message.migrate_to_chat_id is not None:
            _LOG.error(
                "TELEGRAM_STAFF_CHAT_ID: the group is now %d; set it and restart",
                message.migrate_to_chat_id,
            )
        elif self._officers is not None:
            await self._officers.take(message)

    async def alert(self, alert: Alert) -> None:
        """Write ``alert`` into the general topic; what is for leaders only stays away from here.

        Raises:
            DeliveryError: the group cannot be written to.
        """
        if self._room is None or alert.restricted:
            return
        try:
            await self._room.say(alert.text, None)
        except SlowDown as error:
            await asyncio.sleep(error.seconds)
            await self._room.say(alert.text, None)

    async def work(self) -> None:
        """Show what is new; called every second."""
        if self._mirror is not None:
            await self._mirror.work()

    async def _link(self, message: Message) -> None:
        code = _code(message)
        if self._bot is None or message.from_user is None or code is None:
            return
        staff = await asyncio.to_thread(self._links.redeem, message.from_user.id, code)
        said = wording.LINK_REFUSED if staff is None else wording.LINKED.format(name=staff.name)
        try:
            await self._bot.send_message(message.chat.id, said)
        except TelegramError as error:
            _LOG.warning("Telegram: /link not answered (%s)", type(error).__name__)


def _code(message: Message) -> str | None:
    """What stands behind ``/link``; None for any other message."""
    command, _, code = (message.text or "").partition(" ")
    return code if command.partition("@")[0].lower() == _LINK else None
