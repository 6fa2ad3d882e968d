"""The group as Telegram shows it: topics, messages, a nod."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat, ReplyParameters
from telegram.constants import ForumTopicLimit, ReactionEmoji
from telegram.error import BadRequest, TelegramError

from bot.channels.split import split_text
from bot.channels.telegram.constants import TEXT_MAX
from bot.channels.telegram.errors import mapped
from bot.channels.telegram.limiter import SendLimiter

_LOG = logging.getLogger(__name__)
COMMANDS = (
    BotCommand("nhan", "Nhận việc của chủ đề này"),
    BotCommand("xong", "Đóng việc, báo người dân"),
)
NAME_MAX = int(ForumTopicLimit.MAX_NAME_LENGTH)


class Room:
    """One group. Every method raises a DeliveryError when Telegram will not, or not now."""

    def __init__(self, bot: Bot, limiter: SendLimiter, chat_id: int) -> None:
        self._bot = bot
        self._limiter = limiter
        self.chat_id = chat_id
        self._warned = False

    async def offer_commands(self) -> None:
        """Let the group's input field offer the two commands; typed, they work without it."""
        try:
            await self._bot.set_my_commands(COMMANDS, scope=BotCommandScopeChat(self.chat_id))
        except TelegramError as error:
            _LOG.info("Telegram staff group: no command menu (%s)", type(error).__name__)

    async def open_topic(self, name: str) -> int | None:
        """Open a topic and return its number; None in a group that has none for us."""
        await self._limiter.acquire(self.chat_id, bulk=True)
        try:
            topic = await self._bot.create_forum_topic(self.chat_id, name[:NAME_MAX])
        except BadRequest as error:
            said = error.message.lower()
            if "not a forum" not in said and "not enough rights" not in said:
                raise mapped(error) from None
            if not self._warned:
                _LOG.warning("Telegram staff group: no topics (%s); plain replies", error.message)
            self._warned = True
            return None
        except TelegramError as error:
            raise mapped(error) from None
        return topic.message_thread_id

    async def say(
        self,
        text: str,
        thread: int | None,
        reply_to: int | None = None,
        *,
        bulk: bool = False,
    ) -> list[int]:
        """Write ``text`` into a topic; returns the numbers of the messages."""
        numbers = []
        for part in split_text(text, TEXT_MAX):
            await self._limiter.acquire(self.chat_id, bulk=bulk)
            try:
                sent = await self._bot.send_message(
                    self.chat_id,
                    part,
                    message_thread_id=thread,
                    reply_parameters=_under(reply_to),
                )
            except TelegramError as error:
                raise mapped(error) from None
            numbers.append(sent.message_id)
        return numbers

    async def close_topic(self, thread: int) -> None:
        """Close a topic; one that is closed or gone already is as good."""
        try:
            await self._bot.close_forum_topic(self.chat_id, thread)
        except BadRequest:
            return
        except TelegramError as error:
            raise mapped(error) from None

    async def nod(self, message_id: int) -> None:
        """Show under an officer's message that it has arrived; nothing hangs on it."""
        try:
            await self._bot.set_message_reaction(
                self.chat_id, message_id, ReactionEmoji.OK_HAND_SIGN
            )
        except TelegramError as error:
            _LOG.info("Telegram staff group: no reaction (%s)", type(error).__name__)


def _under(message_id: int | None) -> ReplyParameters | None:
    if message_id is None:
        return None
    return ReplyParameters(message_id, allow_sending_without_reply=True)
