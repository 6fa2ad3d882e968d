"""Where an answer belongs: under which message, or in place of which."""

from dataclasses import dataclass

from telegram import Message, Update

from bot.channels.telegram.constants import GROUPS


@dataclass(frozen=True, slots=True)
class Origin:
    """What the answer goes with.

    ``pressed`` is the message of ours whose button was pressed, while it can still be edited;
    ``asked`` is the message of a group that is answered, so that everybody sees to whom.
    """

    pressed: int | None = None
    asked: int | None = None


NOWHERE = Origin()


def origin_of(update: Update) -> Origin:
    """Return where the answer to ``update`` belongs."""
    query = update.callback_query
    if query is not None:
        # Telegram shows no more of an old message than its number: it cannot be edited then.
        accessible = isinstance(query.message, Message)
        return Origin(pressed=query.message.message_id if accessible and query.message else None)
    message = update.message
    if message is not None and message.chat.type in GROUPS:
        return Origin(asked=message.message_id)
    return NOWHERE
