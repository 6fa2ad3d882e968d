"""What the page shows, made in a thread: each channel's message, with pictures of paper."""

import base64
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.channels.message_links import links_for
from bot.messages.brief import Audience, Brief
from bot.messages.briefing import Sources
from bot.messages.rendering import Checked, render, usual_audience
from bot.messages.voices import ChannelName, Options
from bot.messages.voices.typesetting import pictures_of
from bot.settings import Settings
from bot.store import Staff
from bot.web.desk.roles import Permission, require
from bot.web.desk.times import ZONE


@dataclass(frozen=True)
class Shown:
    """One channel's preview; ``pictures`` are pages as data addresses."""

    name: str
    channel: ChannelName
    checked: Checked
    pictures: tuple[str, ...]


def shown(
    staff: Staff,
    settings: Settings,
    sources: Sources,
    source: str,
    channels: Sequence[ChannelName],
    audience: Audience | None,
    options: Options,
) -> list[Shown]:
    """Render ``source`` on ``channels``.

    Raises:
        NotAllowedError: the role may not prepare messages.
        UnknownSourceError, NotInForceError, TypesettingError: it cannot be told.
    """
    require(staff, Permission.DRAFT)

    def brief(who: Audience) -> Brief:
        return sources.brief(source, who, settings.ward_name)

    return spoken(brief, settings, channels, audience, options)


def spoken(
    brief_for: Callable[[Audience], Brief],
    settings: Settings,
    channels: Sequence[ChannelName],
    audience: Audience | None,
    options: Options,
) -> list[Shown]:
    """Render what ``brief_for`` gives on ``channels``.

    Raises:
        NotInForceError, TypesettingError: it cannot be told.
    """
    found = []
    for channel in channels:
        brief = brief_for(audience or usual_audience(channel))
        brief.must_hold_on(options.today)
        checked = render(brief.linked(links_for(brief, settings)), channel, options)
        pdf = next((one.data for one in checked.rendered.files if one.suffix == ".pdf"), None)
        pictures = tuple(map(_address, pictures_of(pdf))) if pdf else ()
        found.append(Shown(brief.reference, channel, checked, pictures))
    return found


def today() -> dt.date:
    """The day on the ward's calendar."""
    return dt.datetime.now(ZONE).date()


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
