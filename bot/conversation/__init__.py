"""One turn of a conversation, from any channel."""

from bot.conversation.deliveries import Deliveries
from bot.conversation.dialogue import Dialogue, DialogueDown
from bot.conversation.hub import Hub
from bot.conversation.resuming import Resuming
from bot.conversation.turn import Turns

__all__ = ["Deliveries", "Dialogue", "DialogueDown", "Hub", "Resuming", "Turns"]
