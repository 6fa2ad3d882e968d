"""The channel-neutral message: what is said, before any channel's voice."""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

# Telegram's callback_data is the tightest of all channels: 1 to 64 bytes
# (telegram.constants.InlineKeyboardButtonLimit), so payloads are short ASCII.
PAYLOAD_MAX_BYTES = 64
_PAYLOAD = re.compile(
    r'/[a-z_]+(?:\{"[a-z_]+":"[A-Za-z0-9._-]+"(?:,"[a-z_]+":"[A-Za-z0-9._-]+")*\})?'
)


class Outcome(StrEnum):
    """How a turn ended: the closed list of the contract."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NO_SOURCE = "no_source"
    OUT_OF_SCOPE = "out_of_scope"
    EXPIRED_SOURCE = "expired_source"
    EMERGENCY = "emergency"
    PERSONAL_DATA = "personal_data"
    HANDED_OFF = "handed_off"
    WITH_STAFF = "with_staff"
    SMALLTALK = "smalltalk"
    FORM = "form"
    ERROR = "error"


def is_payload(text: str) -> bool:
    """Whether ``text`` has the form of a button's payload: ``/intent{"slot":"value"}``."""
    return len(text.encode()) <= PAYLOAD_MAX_BYTES and _PAYLOAD.fullmatch(text) is not None


def _payload(text: str) -> str:
    if not is_payload(text):
        raise ValueError(f"not a payload of at most {PAYLOAD_MAX_BYTES} ASCII bytes: {text!r}")
    return text


def _nothing(value: object) -> bool:
    return not value


class _Neutral(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Button(_Neutral):
    """A next step that the citizen may choose."""

    title: str = Field(min_length=1, max_length=60)
    payload: Annotated[str, AfterValidator(_payload)]


class SourceLine(_Neutral):
    """Where a stated fact comes from."""

    title: str
    code: str | None = None
    url: str | None = None
    checked_on: dt.date | None = None


def _inside(path: str) -> str:
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"not a path inside the data folder: {path!r}")
    return path


class FileKind(StrEnum):
    """How a channel shows a file: in the talk, or as something to save."""

    IMAGE = "image"
    DOCUMENT = "document"


class OutboundFile(_Neutral):
    """A file that goes out with a message; ``path`` is relative to the data folder."""

    kind: FileKind
    path: Annotated[str, AfterValidator(_inside)]
    name: str = Field(min_length=1)


class QuizQuestion(_Neutral):
    """A question with one right option; a channel without polls shows numbered choices."""

    options: tuple[Annotated[str, Field(min_length=1, max_length=100)], ...] = Field(
        min_length=2, max_length=10
    )
    correct: int = Field(ge=0)
    explanation: str = Field(default="", max_length=200)


class OutboundMessage(_Neutral):
    """One message to a person; ``text`` is plain NFC text with line breaks, no markup.

    ``replaces`` asks to take the place of the message whose button was pressed, where a channel
    can edit. ``text`` is the question when there is a ``quiz``. ``asks_contact``: a number is asked
    for, and a channel with a form of its own for that may show it.
    """

    text: str = Field(min_length=1)
    buttons: tuple[Button, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    # The contract's shape has the three fields above; these stand only where they say something.
    files: tuple[OutboundFile, ...] = Field(default=(), exclude_if=_nothing)
    quiz: QuizQuestion | None = Field(default=None, exclude_if=_nothing)
    replaces: bool = Field(default=False, exclude_if=_nothing)
    asks_contact: bool = Field(default=False, exclude_if=_nothing)


class Attachment(_Neutral):
    """Something other than text that came in; ``reference`` is the platform's own id."""

    kind: str
    reference: str
    name: str | None = None
    size: int | None = None


class InboundMessage(_Neutral):
    """One message from a person, as every channel hands it in.

    ``update_id`` names the delivery, so that one delivered twice is handled once.
    ``payload`` is set when a button was pressed; ``text`` is then the button's title or empty.
    """

    channel: str
    conversation: str
    update_id: str
    text: str = ""
    payload: str | None = None
    attachments: tuple[Attachment, ...] = ()


class Reply(_Neutral):
    """What one turn gives back. ``messages`` is empty while staff hold the conversation.

    ``entries`` are the messages' numbers in the journal, on channels that tell it how sending went.
    """

    messages: tuple[OutboundMessage, ...] = ()
    outcome: Outcome
    procedure: str | None = None
    ms: int = 0
    entries: tuple[int, ...] = Field(default=(), exclude=True)
