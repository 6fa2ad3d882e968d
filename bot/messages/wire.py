"""What the action server says to the bot through Rasa: one neutral message with its outcome."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.messages.neutral import OutboundMessage, Outcome


class Request(StrEnum):
    """What an action asks the bot to do after the message; the bot owns the store."""

    FEEDBACK = "feedback"
    FORGET_FEEDBACK = "forget_feedback"
    CASE_STATUS = "case_status"
    DOSSIER_STATUS = "dossier_status"
    WITHDRAW = "withdraw"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    MY_DATA = "my_data"
    ASK_RATING = "ask_rating"
    RATE = "rate"
    RATING_WORD = "rating_word"
    NEVER_ASK_RATING = "never_ask_rating"
    QUIZ_START = "quiz_start"
    QUIZ_ANSWER = "quiz_answer"
    QUIZ_RESULT = "quiz_result"
    QUIZ_STOP = "quiz_stop"


class Awaits(StrEnum):
    """What the next message is expected to be, as far as the bot itself has to know."""

    FEEDBACK_WHAT = "feedback_what"
    FEEDBACK_WHERE = "feedback_where"
    FEEDBACK_WHO = "feedback_who"
    FEEDBACK_CONTACT = "feedback_contact"


class Spoken(BaseModel):
    """One message of the dialogue. ``details`` belongs to ``request``; ``trace`` is for audit.

    ``repeats``: a question that stands is put once more, since its answer was about to follow.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    message: OutboundMessage
    outcome: Outcome
    procedure: str | None = None
    request: Request | None = None
    details: dict[str, str] = {}
    awaits: Awaits | None = None
    trace: dict[str, Any] | None = None
    repeats: bool = False
