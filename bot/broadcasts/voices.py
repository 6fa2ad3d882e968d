"""The voice of each way: the text, the file to print or read, the check."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from bot.broadcasts.limits import limits
from bot.messages import OutboundMessage
from bot.messages.brief import Audience, Brief
from bot.messages.briefing import Notice, Sources, UnknownSourceError, brief_notice
from bot.messages.facts import Facts, Required
from bot.messages.rendering import render, usual_audience
from bot.messages.voices import ChannelName, File, Options
from bot.settings import Settings
from bot.store import Medium
from bot.store.models import utc_now
from knowledge.records.base import Source

_VOICES: dict[str, ChannelName] = {
    "telegram": ChannelName.TELEGRAM,
    "zalo": ChannelName.ZALO,
    # The web chat is a talk with buttons like Telegram's; the web voice is a page for the portal.
    "web": ChannelName.TELEGRAM,
    Medium.LOUDSPEAKER: ChannelName.LOUDSPEAKER,
    Medium.NOTICE: ChannelName.NOTICE,
    Medium.LEAFLET: ChannelName.LEAFLET,
    Medium.BANNER: ChannelName.BANNER,
    Medium.TALK: ChannelName.TALK,
    Medium.FACEBOOK: ChannelName.FACEBOOK,
    Medium.PORTAL: ChannelName.WEB,
    Medium.SMS: ChannelName.SMS,
    Medium.ZALO_ARTICLE: ChannelName.ZALO_ARTICLE,
}
MakeBrief = Callable[[Audience], Brief]


@dataclass(frozen=True)
class Spoken:
    """One way's text with what is wrong with it, its measures, and the file that is ready.

    ``message`` is what a channel sends by itself; None where people carry it out. ``facts`` and
    ``required`` are what the text was compared with.
    """

    text: str
    problems: tuple[str, ...]
    figures: str
    file: File
    message: OutboundMessage | None
    facts: Facts
    required: tuple[Required, ...]


@dataclass(frozen=True)
class Office:
    """The ward that speaks: its name, and the folder of what it imported."""

    unit: str
    library: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Office":
        """The ward of this installation."""
        return cls(settings.ward_name, settings.knowledge)

    def record(self, source: str) -> MakeBrief | None:
        """How to brief a record; None when it is of no kind that has voices."""

        def make(audience: Audience) -> Brief:
            return self._sources.brief(source, audience, self.unit)

        try:
            make(Audience.CITIZEN)
        except UnknownSourceError:
            return None
        return make

    def notice(self, title: str, text: str, source: str, url: str | None) -> MakeBrief | None:
        """How to brief an officer's own text; None when it cannot stand as a notice."""
        today = _today()
        try:
            told = Notice(
                title=title,
                body=[part.strip() for part in text.splitlines() if part.strip()],
                source=Source(title=source, url=url, reference=source),
                checked_on=today,
            )
        except ValidationError:
            return None
        return lambda audience: brief_notice(told, "thong-bao", audience, self.unit)

    @cached_property
    def _sources(self) -> Sources:
        return Sources.shipped(self.library)


def speak(make: MakeBrief, way: str) -> Spoken:
    """Tell it on ``way``, a channel or a medium, and compare the result with its source.

    Raises:
        NotInForceError: the record must not be told today.
    """
    channel = _VOICES[way]
    brief = make(usual_audience(channel))
    brief.must_hold_on(_today())
    checked = render(brief, channel, Options(_today(), audio=False))
    rendered = checked.rendered
    return Spoken(
        text=rendered.text,
        problems=checked.reasons,
        figures=", ".join(f"{name}: {value:g}" for name, value in rendered.figures.items()),
        # Beside the plain text, a document is what is printed or handed over.
        file=rendered.files[-1],
        message=_joined(rendered.messages),
        facts=brief.facts,
        required=tuple(rendered.required),
    )


def _joined(messages: tuple[OutboundMessage, ...]) -> OutboundMessage | None:
    """One message for the ledger; a channel splits what is too long for it by itself."""
    if not messages:
        return None
    text = "\n\n".join(message.text for message in messages)
    return messages[-1].model_copy(update={"text": text})


def _today() -> dt.date:
    return utc_now().astimezone(limits().zone).date()
