"""One turn of a conversation, from any channel."""

from bot.conversation.dialogue import Dialogue, DialogueDown
from bot.conversation.hub import Hub
from bot.conversation.turn import Turns

__all__ = ["Dialogue", "DialogueDown", "Hub", "Turns"]
