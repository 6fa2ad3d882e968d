"""The web chat as a channel: a message waits in the store, the page's long poll fetches it."""

from bot.channels.base import Handle
from bot.messages import OutboundMessage

NAME = "web"


class WebChannel:
    """Sending does nothing: whoever settles the message as sent wakes the page then.

    Waking it from here would be too early: the page would look and not see the message yet.
    """

    name = NAME

    async def start(self, handle: Handle) -> None:
        """The API routes bring messages in."""

    async def stop(self) -> None:
        """Nothing runs by itself."""

    async def send(
        self, conversation: str, message: OutboundMessage, *, bulk: bool = False
    ) -> None:
        """The message is in the store already."""
