"""In a group the bot speaks only when it is spoken to."""

from dataclasses import dataclass

from telegram import Message
from telegram.constants import MessageEntityType

from bot.channels.telegram.commands import Typed


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself; the username is known once Telegram has answered getMe."""

    user_id: int | None
    username: str | None = None

    def is_called(self, name: str) -> bool:
        """Whether ``name``, with or without '@', is the bot's username."""
        return self.username is not None and name.lstrip("@").lower() == self.username.lower()


def is_for_us(message: Message, me: Me, command: Typed | None) -> bool:
    """Whether a group's message mentions the bot, answers it, or is a command sent to it."""
    if command is not None and command.addressee is not None:
        return me.is_called(command.addressee)
    answered = message.reply_to_message
    author = answered.from_user if answered is not None else None
    return (author is not None and author.id == me.user_id) or bool(_mentions(message, me))


def addressed_text(message: Message, me: Me) -> str:
    """Return the message's words without the mention of the bot."""
    text = message.text or message.caption or ""
    for mention in _mentions(message, me):
        text = text.replace(mention, "", 1)
    return text


def _mentions(message: Message, me: Me) -> list[str]:
    # Asked for the entities of a text that is not there, the library raises RuntimeError.
    found = message.parse_entities() if message.text else {}
    if message.caption:
        found = message.parse_caption_entities()
    return [
        text
        for entity, text in found.items()
        if (entity.type == MessageEntityType.MENTION and me.is_called(text))
        or (
            entity.type == MessageEntityType.TEXT_MENTION
            and entity.user is not None
            and entity.user.id == me.user_id
        )
    ]
