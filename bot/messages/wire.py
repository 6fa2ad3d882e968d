"""What the action server says to the bot through Rasa: one neutral message with its outcome."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.messages.neutral import OutboundMessage, Outcome


class Request(StrEnum):
    """What an action asks the bot to do after the message; the bot owns the store."""

    FEEDBACK = "feedback"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"


class Spoken(BaseModel):
    """One message of the dialogue. ``details`` belongs to ``request``; ``trace`` is for audit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message: OutboundMessage
    outcome: Outcome
    procedure: str | None = None
    request: Request | None = None
    details: dict[str, str] = {}
    trace: dict[str, Any] | None = None
