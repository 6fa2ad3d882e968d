"""A bare number or letter as the choice it means: Zalo has no button that says who pressed it."""

import re
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError
from sqlalchemy import select

from bot.channels.zalo.constants import CHANNEL
from bot.channels.zalo.plain import LETTERS
from bot.messages import Button, InboundMessage, OutboundMessage, QuizQuestion, is_payload
from bot.messages.presenting import BUTTON_INTENTS
from bot.store import Conversation, Direction, Message, Store
from bot.store.models import utc_now
from bot.store.recent import TALK

_ORDINAL: Final = re.compile(
    r"(?:(?:số|so|câu|cau|ý|y|chọn|chon)\s+)?(\d{1,2})\s*[.)]?", re.IGNORECASE
)
_LETTER: Final = re.compile(
    r"(?:(?:đáp án|dap an|câu|cau|chọn|chon)\s+)?([a-j])\s*[.)]?", re.IGNORECASE
)
_LOOK_BACK: Final = 6


@dataclass(frozen=True, slots=True)
class QuizAnswer:
    """Which option of which quiz a person chose."""

    quiz: QuizQuestion
    chosen: int


class Choices:
    """Looks up in the journal what was last offered to a person."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, message: InboundMessage) -> InboundMessage | QuizAnswer:
        """``message`` as a press where it names something we have just offered, else as it is."""
        if message.payload is not None or not message.text:
            return message
        offered = self._offered(message.conversation)
        buttons = offered.buttons if offered is not None else ()
        button = _named(buttons, message.text)
        quiz = offered.quiz if offered is not None else None
        chosen = _option(quiz, message.text) if quiz is not None else None
        if quiz is not None and chosen is not None:
            if len(buttons) != len(quiz.options):
                return QuizAnswer(quiz, chosen)
            # A question of a round: the option's button counts and leads on to the next one.
            button = buttons[chosen]
        if button is not None:
            return message.model_copy(update={"text": button.title, "payload": button.payload})
        if _is_ours(message.text):
            # A button of an older message: its payload comes back as if it had been typed.
            return message.model_copy(update={"text": "", "payload": message.text})
        return message

    def _offered(self, user: str) -> OutboundMessage | None:
        """The last message with choices since the person's own last one."""
        with self._store.session() as session:
            rows = session.execute(
                select(Message.direction, Message.trace)
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(
                    Conversation.channel == CHANNEL,
                    Conversation.address == user,
                    Message.said_at > utc_now() - TALK,
                )
                .order_by(Message.id.desc())
                .limit(_LOOK_BACK)
            ).all()
        for direction, trace in rows:
            if direction is not Direction.BOT:
                return None
            said = _message(trace)
            if said is not None and (said.buttons or said.quiz):
                return said
        return None


def _message(trace: dict[str, object] | None) -> OutboundMessage | None:
    try:
        return OutboundMessage.model_validate((trace or {})["message"])
    except (KeyError, ValidationError):
        return None


def _named(buttons: tuple[Button, ...], text: str) -> Button | None:
    said = text.strip().casefold()
    for button in buttons:
        if said in (button.title.casefold(), button.payload.casefold()):
            return button
    number = _ORDINAL.fullmatch(said)
    at = int(number[1]) if number else 0
    return buttons[at - 1] if 1 <= at <= len(buttons) else None


def _option(quiz: QuizQuestion, text: str) -> int | None:
    said = text.strip().casefold()
    for at, option in enumerate(quiz.options):
        if said == option.casefold():
            return at
    if letter := _LETTER.fullmatch(said):
        at = LETTERS.index(letter[1].upper())
    elif number := _ORDINAL.fullmatch(said):
        at = int(number[1]) - 1
    else:
        return None
    return at if 0 <= at < len(quiz.options) else None


def _is_ours(text: str) -> bool:
    return is_payload(text) and text.lstrip("/").partition("{")[0] in BUTTON_INTENTS
