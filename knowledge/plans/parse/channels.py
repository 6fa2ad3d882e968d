"""Ways of telling people that a plan names, in the contract's closed list."""

from collections.abc import Iterable

from knowledge.plans.parse.passage import Passage
from knowledge.plans.parse.vocabulary import channel_false_friends, channel_patterns
from knowledge.records.plan import ChannelUse, PlanChannel


def channels(passages: Iterable[Passage]) -> list[ChannelUse]:
    """Channels that ``passages`` name, in their order.

    One entry for each channel and passage; a passage that only repeats words already seen for
    that channel gives none.
    """
    found: list[ChannelUse] = []
    seen: set[tuple[PlanChannel, str]] = set()
    for text in passages:
        for channel, pattern in channel_patterns():
            fresh = []
            for match in pattern.finditer(text.folded):
                shown = text.text[match.start() : match.end()].lower()
                if shown in channel_false_friends():
                    continue
                if (channel, match[0]) not in seen:
                    seen.add((channel, match[0]))
                    fresh.append(match)
            if fresh:
                name = ", ".join(text.text[match.start() : match.end()] for match in fresh)
                lines = text.lines_of(fresh[0].start(), fresh[-1].end())
                found.append(ChannelUse(channel=channel, name=name, lines=lines))
    return found
