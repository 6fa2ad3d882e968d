"""An update from Telegram as what it means to us: words, a pressed button, someone gone."""

import logging
from dataclasses import dataclass

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.attachments import attachments_of
from bot.channels.telegram.commands import DeepLink, read_command
from bot.channels.telegram.constants import GROUPS
from bot.channels.telegram.groups import Me, addressed_text, is_for_us
from bot.channels.telegram.wire_text import clean
from bot.messages import InboundMessage, is_payload
from bot.metrics import REJECTED

CHANNEL = "telegram"
_LOG = logging.getLogger(__name__)
_AWAY = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})


@dataclass(frozen=True, slots=True)
class Gone:
    """The person blocked the bot, or a group removed it."""

    conversation: str


@dataclass(frozen=True, slots=True)
class Back:
    """The person unblocked the bot, or a group took it in again."""

    conversation: str


@dataclass(frozen=True, slots=True)
class MovedAway:
    """The group became a supergroup, which has another id."""

    conversation: str
    to: str


Meant = InboundMessage | Gone | Back | MovedAway


def decode(update: Update, me: Me, deep_link: DeepLink) -> Meant | None:
    """Return what ``update`` means; None for what is not ours to answer.

    Ignored: edited messages (the answer to the first version stands; answering twice confuses),
    channel posts, other bots, anonymous admins, service messages, groups that do not address us.

    Raises:
        Exception: whatever python-telegram-bot's objects give when a field has another type
            than the Bot API promises; the caller treats any as an unreadable update.

    """
    if update.callback_query is not None:
        return _press(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    if update.message is not None:
        return _message(update.update_id, update.message, me, deep_link)
    return None


def unreadable(error: Exception) -> None:
    """Count an update that no sense can be made of; its content stands in no log."""
    REJECTED.labels(CHANNEL, "unreadable").inc()
    _LOG.warning("Telegram: unreadable update (%s)", type(error).__name__)


def _membership(change: ChatMemberUpdated) -> Gone | Back | None:
    conversation = _conversation(change.chat)
    if change.new_chat_member.status in _AWAY:
        return Gone(conversation)
    return Back(conversation) if change.old_chat_member.status in _AWAY else None


def _press(update_id: int, query: CallbackQuery) -> InboundMessage | None:
    # Button data is stored by the client, so a changed client can send anything.
    if query.message is None or query.data is None or not is_payload(query.data):
        REJECTED.labels(CHANNEL, "button").inc()
        return None
    return InboundMessage(
        channel=CHANNEL,
        conversation=_conversation(query.message.chat),
        update_id=str(update_id),
        text=_title(query),
        payload=query.data,
    )


def _title(query: CallbackQuery) -> str:
    keyboard = query.message.reply_markup if isinstance(query.message, Message) else None
    for row in keyboard.inline_keyboard if keyboard else ():
        for button in row:
            if button.callback_data == query.data:
                return clean(button.text)
    return ""


def _message(
    update_id: int, message: Message, me: Me, deep_link: DeepLink
) -> InboundMessage | MovedAway | None:
    if message.migrate_to_chat_id is not None:
        return MovedAway(_conversation(message.chat), str(int(message.migrate_to_chat_id)))
    sender = message.from_user
    if sender is None or sender.is_bot or message.sender_chat is not None:
        return None
    text = addressed_text(message, me)
    command = read_command(text, deep_link)
    if message.chat.type in GROUPS:
        if not is_for_us(message, me, command):
            return None
    elif message.chat.type != ChatType.PRIVATE:
        return None
    attachments = attachments_of(message)
    # Rasa reads a text that starts with '/' as an intent: only buttons and commands may name one.
    said = clean(command.text if command else text).lstrip("/ ")
    if not said and not attachments:
        return None
    return InboundMessage(
        channel=CHANNEL,
        conversation=_conversation(message.chat),
        update_id=str(update_id),
        text=said,
        payload=command.payload if command else None,
        attachments=attachments,
    )


def _conversation(chat: Chat) -> str:
    # The library does not check what it is given, and an id that is none could never be answered.
    if type(chat.id) is not int:
        raise TypeError("chat.id")
    return str(chat.id)
