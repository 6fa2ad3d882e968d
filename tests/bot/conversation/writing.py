"""Messages as channels hand them in."""

import itertools

from bot.conversation import Turns
from bot.messages import InboundMessage, Reply

_NUMBERS = itertools.count(1)


def inbound(
    text: str = "",
    conversation: str = "lan",
    payload: str | None = None,
    update_id: str | None = None,
    channel: str = "telegram",
) -> InboundMessage:
    return InboundMessage(
        channel=channel,
        conversation=conversation,
        update_id=update_id or f"u{next(_NUMBERS)}",
        text=text,
        payload=payload,
    )


async def say(turns: Turns, text: str, conversation: str = "lan") -> Reply:
    return await turns.handle(inbound(text, conversation))


def text_of(reply: Reply) -> str:
    return "\n".join(message.text for message in reply.messages)
