"""What every voice takes and gives back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.messages.brief import Brief
from bot.messages.facts import Required, Voice
from bot.messages.neutral import OutboundMessage

# Syllables a minute: outdoor echo and elderly listeners; stations set 130-200.
DEFAULT_PACE = 160
SLOWEST, FASTEST = 130, 200


class ChannelName(StrEnum):
    """The channels that a brief can be told on; part of each file's name."""

    TELEGRAM = "telegram"
    ZALO = "zalo"
    ZALO_ARTICLE = "zalo-article"
    FACEBOOK = "facebook"
    WEB = "web"
    SMS = "sms"
    LOUDSPEAKER = "loudspeaker"
    NOTICE = "notice"
    LEAFLET = "leaflet"
    BANNER = "banner"
    TALK = "talk"
    OFFICE = "office"


@dataclass(frozen=True)
class Options:
    """``pace`` in syllables a minute; ``accents`` for SMS; ``today`` is printed on paper."""

    today: dt.date
    pace: int = DEFAULT_PACE
    accents: bool = False
    audio: bool = True

    @property
    def printed(self) -> str:
        """The day of printing, as it stands on paper."""
        return f"In ngày {self.today:%d/%m/%Y}."


@dataclass(frozen=True)
class File:
    """One file; ``suffix`` with its dot."""

    suffix: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Rendered:
    """One channel's message.

    ``text`` is what is checked against the source: everything the file says, read back from it
    where it is a PDF. ``figures`` are measures for officers (parts, seconds), ``remarks`` what
    they should know, ``problems`` limits that are broken: they block the channel like a wrong
    fact.
    """

    channel: ChannelName
    text: str
    files: tuple[File, ...]
    required: Sequence[Required]
    voice: Voice = Voice.WRITTEN
    figures: dict[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    messages: tuple[OutboundMessage, ...] = ()


class Renderer(Protocol):
    """One voice."""

    def __call__(self, brief: Brief, options: Options, /) -> Rendered:
        """Render ``brief``."""
        ...


def text_file(text: str) -> File:
    """``text`` as an UTF-8 file that ends with a line break."""
    return File(".txt", (text.rstrip() + "\n").encode())
