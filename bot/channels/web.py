"""The web chat as a channel: a message waits in the store, the page's long poll fetches it."""

from bot.channels.base import Handle
from bot.conversation.hub import Hub
from bot.messages import OutboundMessage

NAME = "web"


class WebChannel:
    """Sending means waking the page; the message is already in the store."""

    name = NAME

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def start(self, handle: Handle) -> None:
        """The API routes bring messages in."""

    async def stop(self) -> None:
        """Nothing runs by itself."""

    async def send(
        self, conversation: str, message: OutboundMessage, *, bulk: bool = False
    ) -> None:
        self._hub.tell(f"{NAME}:{conversation}")
