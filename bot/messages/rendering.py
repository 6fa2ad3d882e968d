"""Render a brief on channels and check each before it may be used."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.messages.brief import Audience, Brief
from bot.messages.facts import Violation, check_facts
from bot.messages.voices import RENDERERS, ChannelName, Options, Rendered

# Whom a channel speaks to unless somebody says otherwise.
USUAL_AUDIENCE = {ChannelName.TALK: Audience.HAMLET, ChannelName.OFFICE: Audience.OFFICER,
                  ChannelName.LOUDSPEAKER: Audience.HAMLET}  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """One channel's message with what is wrong with it; ``passed`` only without any of it."""

    rendered: Rendered
    violations: tuple[Violation, ...]

    @property
    def passed(self) -> bool:
        """Whether it may be sent."""
        return not self.violations and not self.rendered.problems

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every difference and every broken limit, in Vietnamese."""
        return (*map(str, self.violations), *self.rendered.problems)


def usual_audience(channel: ChannelName) -> Audience:
    """Citizens, but for meetings, loudspeakers and the office."""
    return USUAL_AUDIENCE.get(channel, Audience.CITIZEN)


def render(brief: Brief, channel: ChannelName, options: Options) -> Checked:
    """Render ``brief`` on ``channel`` and compare the result with the record.

    Raises:
        TypesettingError: a PDF could not be made.
    """
    rendered = RENDERERS[channel](brief, options)
    facts = replace(brief.facts, context=(*brief.facts.context, options.printed))
    return Checked(
        rendered,
        tuple(check_facts(facts, rendered.text, rendered.required, rendered.voice)),
    )


def write(checked: Checked, name: str, folder: Path) -> Iterator[Path]:
    """Write the files of a message that passed as ``<name>-<channel>.<suffix>``."""
    for file in checked.rendered.files:
        path = folder / f"{name}-{checked.rendered.channel}{file.suffix}"
        path.write_bytes(file.data)
        yield path


def file_name(reference: str) -> str:
    """A reference as part of a file's name."""
    return "".join(letter if letter.isalnum() or letter in ".-_" else "-" for letter in reference)


def channels_of(wanted: str) -> Iterable[ChannelName]:
    """The channels that 'all', 'zalo' (chat and article) or one name stand for.

    Raises:
        ValueError: there is no such channel.
    """
    if wanted == "all":
        return tuple(ChannelName)
    return (ChannelName(wanted),)
