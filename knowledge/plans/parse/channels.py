"""Ways of telling people that a plan orders, in the contract's closed list."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.plans.parse.passage import Passage
from knowledge.plans.parse.vocabulary import (
    channel_false_friends,
    channel_patterns,
    office_topic,
    ordering,
    service_topic,
)
from knowledge.records.plan import ChannelUse, PlanChannel

_ORDER_REACH = 60
"""Letters between the ordering words and the channel in a duty; farther ones order another."""
_PAGE_ON = re.compile(r"^[^,;.:]{0,40}?\btren [^,;.:]{0,25}?\b(?:facebook|zalo|mang xa hoi)\b")
_PAGE_OF = re.compile(r"(?:fan ?page|facebook|zalo(?: oa)?)(?: cua)? $")
_NEWSPAPER = re.compile(r"(?<!\w)[Bb]áo((?: [^\W\d_]{2,}){2,3})")
_NO_NEWSPAPER = re.compile(r"(?:thong|canh|du|quang|khai|dien|mat|trinh) $")
_OFFICES = frozenset(("Sở", "Ủy", "Uỷ", "Phòng", "Văn", "Ban", "Bộ", "Chủ", "Cáo", "Hội", "Đảng"))


class Place(StrEnum):
    """What the part of a plan is for in which a channel is named."""

    LIST = "list"
    CONTENT = "content"
    DUTIES = "duties"


@dataclass(frozen=True)
class Telling:
    """Passages of one section of a plan; ``headed`` if the first is its heading."""

    passages: tuple[Passage, ...]
    place: Place
    headed: bool = False


@dataclass(frozen=True)
class _Mention:
    number: int
    channel: PlanChannel
    begin: int
    end: int
    ordered: bool


def channels(tellings: Iterable[Telling]) -> list[ChannelUse]:
    """Channels that ``tellings`` order, in their order.

    One entry for each channel and passage. Within a section a word counts once, where it is
    ordered rather than only named; duties count for channels that are ordered nowhere before.
    """
    found: list[ChannelUse] = []
    for telling in tellings:
        known = {use.channel for use in found} if telling.place is Place.DUTIES else set()
        found += (use for use in _uses(telling) if use.channel not in known)
    return found


def _uses(telling: Telling) -> Iterator[ChannelUse]:
    chosen: dict[tuple[PlanChannel, str], _Mention] = {}
    for number in range(len(telling.passages)):
        for mention in _mentions(telling, number):
            word = telling.passages[number].folded[mention.begin : mention.end]
            before = chosen.setdefault((mention.channel, word), mention)
            if mention.ordered and not before.ordered:
                chosen[mention.channel, word] = mention
    together: dict[tuple[int, PlanChannel], list[_Mention]] = {}
    for mention in sorted(chosen.values(), key=lambda one: (one.number, one.begin)):
        together.setdefault((mention.number, mention.channel), []).append(mention)
    for (number, channel), parts in together.items():
        text = telling.passages[number]
        yield ChannelUse(
            channel=channel,
            name=", ".join(text.text[part.begin : part.end] for part in parts),
            lines=text.lines_of(parts[0].begin, parts[-1].end),
        )


def _mentions(telling: Telling, number: int) -> Iterator[_Mention]:
    """Channels of one passage; topics that only speak of a channel are left out."""
    text = telling.passages[number]
    for channel, begin, end in _named(text):
        clause = _clause(text.folded, begin)
        if telling.place is not Place.LIST and _is_topic(channel, clause):
            continue
        ordered = telling.place is Place.LIST or (telling.headed and number == 0)
        if telling.place is Place.DUTIES:
            ordered = bool(ordering().search(clause[-_ORDER_REACH:]))
            if not ordered:
                continue
        ordered = ordered or bool(ordering().search(clause))
        yield _Mention(number, channel, begin, end, ordered)


def _named(text: Passage) -> Iterator[tuple[PlanChannel, int, int]]:
    for channel, pattern in channel_patterns():
        for match in pattern.finditer(text.folded):
            shown = text.text[match.start() : match.end()].lower()
            if shown in channel_false_friends():
                continue
            if channel is PlanChannel.WEB_PORTAL and (
                _PAGE_ON.match(text.folded[match.end() :])
                or _PAGE_OF.search(text.folded[: match.start()])
            ):
                continue
            yield channel, match.start(), match.end()
    for match in _NEWSPAPER.finditer(text.text):
        name = [word for word in match[1].split() if word.istitle()]
        if (
            match[1].split()[:2] == name[:2]
            and len(name) > 1
            and name[0] not in _OFFICES
            and not _NO_NEWSPAPER.search(text.folded[: match.start()])
        ):
            yield PlanChannel.PRESS_TV, match.start(), match.end()


def _clause(folded: str, begin: int) -> str:
    """What stands before ``begin`` in its sentence, up to a full stop or semicolon."""
    return re.split(r"[.;]\s", folded[:begin])[-1]


def _is_topic(channel: PlanChannel, clause: str) -> bool:
    """Whether the words before speak of what citizens can do there, or of an office's work."""
    if service_topic().search(clause):
        return True
    return channel is PlanChannel.ONE_STOP_COUNTER and bool(office_topic().search(clause))
