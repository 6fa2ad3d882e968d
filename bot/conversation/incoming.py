"""What came in, made safe: normalised, bounded, without personal numbers."""

from dataclasses import dataclass

from bot.messages import InboundMessage, is_payload
from bot.privacy import redact
from knowledge.text import clean

# Zalo's and Telegram's own limits lie below; a web message may be anything.
MAX_CHARACTERS = 2000


@dataclass(frozen=True)
class Incoming:
    """``text`` may be stored and passed on; ``payload`` is set when a button was pressed."""

    text: str
    payload: str | None
    hidden: tuple[str, ...]
    too_long: bool

    @property
    def spoken(self) -> str:
        """What the dialogue is given: hidden numbers as plain words, and never a leading slash.

        A slash would make Rasa take typed text for a button's payload.
        """
        return self.text.replace("[", "").replace("]", "").lstrip("/ ")

    @property
    def readable(self) -> bool:
        """Whether there is a word or a number in it, not only signs and emoji."""
        return self.payload is not None or any(char.isalnum() for char in self.text)


def receive(inbound: InboundMessage) -> Incoming:
    """Prepare one message. Typed text never counts as a button: only ``payload`` does."""
    text = clean(inbound.text)
    too_long = len(text) > MAX_CHARACTERS
    if too_long:
        half = MAX_CHARACTERS // 2
        text = f"{text[:half]} … {text[-half:]}"
    hidden = redact(text)
    payload = inbound.payload if inbound.payload and is_payload(inbound.payload) else None
    return Incoming(hidden.text, payload, hidden.kinds, too_long)
