"""What came in, made safe: normalised, bounded, without personal numbers."""

import re
from dataclasses import dataclass

from bot.conversation.emergency import is_emergency
from bot.messages import InboundMessage, is_payload
from bot.privacy import redact
from knowledge.text import clean

# Zalo's and Telegram's own limits lie below; a web message may be anything.
MAX_CHARACTERS = 2000
_HIDDEN = re.compile(r"\[[^\]]*\]")
# Shorter or grouped ones are in the ids of records.
_LONG_NUMBER = re.compile(r"\d{9,}")


@dataclass(frozen=True)
class Incoming:
    """``text`` may be stored and passed on; ``payload`` is set when a button was pressed."""

    text: str
    payload: str | None
    hidden: tuple[str, ...]
    too_long: bool
    emergency: bool

    @property
    def written(self) -> str:
        """What may be stored: the words, or of a button pressed without any, its payload."""
        return self.text or redact(self.payload or "").text

    @property
    def spoken(self) -> str:
        """What the dialogue is given: without the marks of hidden numbers or a leading slash.

        'Số điện thoại' in place of a number would be taken for a question about one; a slash would
        make Rasa take typed text for a button's payload.
        """
        left = self.text if self.only_numbers else " ".join(_HIDDEN.sub(" ", self.text).split())
        return left.replace("[", "").replace("]", "").lstrip("/ ")

    @property
    def only_numbers(self) -> bool:
        """Whether nothing is left to be answered once the personal numbers are hidden."""
        left = _HIDDEN.sub("", self.text)
        return bool(self.hidden) and not any(char.isalnum() for char in left)

    @property
    def readable(self) -> bool:
        """Whether there is a word or a number in it, not only signs and emoji."""
        return self.payload is not None or any(char.isalnum() for char in self.text)


def receive(inbound: InboundMessage) -> Incoming:
    """Prepare one message. Typed text never counts as a button: only ``payload`` does."""
    whole = clean(inbound.text)
    # Danger is looked for and numbers are hidden in the whole: a cut may run through either.
    hidden = redact(whole)
    text = hidden.text
    too_long = len(text) > MAX_CHARACTERS
    if too_long:
        half = MAX_CHARACTERS // 2
        text = f"{text[:half]} … {text[-half:]}"
    payload = inbound.payload if inbound.payload and _is_button(inbound.payload) else None
    return Incoming(text, payload, hidden.kinds, too_long, is_emergency(whole))


def _is_button(payload: str) -> bool:
    """Whether we may have made it; none of ours holds a personal number, a forged one may."""
    numbers = _LONG_NUMBER.findall(payload)
    return is_payload(payload) and not any(redact(number).kinds for number in numbers)
