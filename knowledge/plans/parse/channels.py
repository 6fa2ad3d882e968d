"""Ways of telling people that a plan orders, in the contract's closed list."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.plans.folding import fold_evenly
from knowledge.plans.parse.passage import Passage, passage
from knowledge.plans.parse.vocabulary import (
    channel_false_friends,
    channel_patterns,
    office_topic,
    ordering,
    press_ordering,
    programmes,
    service_topic,
    told_of,
)
from knowledge.records.plan import ChannelUse, PlanChannel, Unit

_ORDER_REACH = 80
"""Letters between the ordering words and the channel in a duty; farther ones order another."""
_TV_REPORT = "phong su"
"""A station's report: a video of its own only where the plan lists it and names no station."""
_GUIDING = "huong dan"
"""A counter is a place of telling where people are guided there."""
_STAFF_OF = re.compile(r"\b(?:can bo|cong chuc|lanh dao|nhan vien|vien chuc) $")
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
    """Passages of one section of a plan; ``headed`` if the first is its heading.

    With ``once`` a channel counts where it is named first: a row of an annex.
    """

    passages: tuple[Passage, ...]
    place: Place
    headed: bool = False
    once: bool = False


@dataclass(frozen=True)
class _Mention:
    channel: PlanChannel
    begin: int
    end: int


def channels(tellings: Iterable[Telling], units: Iterable[Unit]) -> list[ChannelUse]:
    """Channels that ``tellings`` order, in their order; one entry for each passage and channel.

    After them what newspapers and stations among ``units`` do where no channel is named.
    """
    found = [use for telling in tellings for use in _of_section(telling)]
    press = [use.lines for use in found if use.channel is PlanChannel.PRESS_TV]
    return found + [
        use
        for use in _programmes(units)
        if not any(use.lines[0] <= first <= use.lines[1] for first, _last in press)
    ]


def _of_section(telling: Telling) -> list[ChannelUse]:
    found: list[ChannelUse] = []
    for number in range(len(telling.passages)):
        known = {use.channel for use in found} if telling.once else set()
        found += (use for use in _uses(telling, number) if use.channel not in known)
    return found


def _programmes(units: Iterable[Unit]) -> Iterator[ChannelUse]:
    for unit in units:
        if not _is_press(unit.unit):
            continue
        for duty in unit.duties:
            if found := programmes().search(fold_evenly(duty.text)):
                name = duty.text[found.start() : found.end()]
                yield ChannelUse(channel=PlanChannel.PRESS_TV, name=name, lines=duty.lines)


def _is_press(name: str) -> bool:
    text = passage([name], 1, 1)
    return text is not None and any(
        channel is PlanChannel.PRESS_TV for channel, _begin, _end in _named(text)
    )


def _uses(telling: Telling, number: int) -> Iterator[ChannelUse]:
    text = telling.passages[number]
    together: dict[PlanChannel, list[_Mention]] = {}
    for mention in sorted(_mentions(telling, number), key=lambda one: one.begin):
        together.setdefault(mention.channel, []).append(mention)
    if PlanChannel.PRESS_TV in together:
        films = together.pop(PlanChannel.VIDEO, [])
        if films := [part for part in films if text.folded[part.begin : part.end] != _TV_REPORT]:
            together[PlanChannel.VIDEO] = films
    for channel, parts in together.items():
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
        if telling.place is Place.DUTIES and not _is_ordered(
            channel, text, begin, text.folded[begin:end]
        ):
            continue
        yield _Mention(channel, begin, end)


def _is_ordered(channel: PlanChannel, text: Passage, begin: int, word: str) -> bool:
    """Whether a duty orders the channel that it names at ``begin`` with ``word``."""
    clause = _clause(text.folded, begin)
    if channel is PlanChannel.POSTED_NOTICE and ordering().search(word):
        return True
    if word == _TV_REPORT:
        return False
    if channel is PlanChannel.ONE_STOP_COUNTER:
        return _GUIDING in clause + text.folded[begin:].split(";")[0]
    near = clause[-_ORDER_REACH:]
    if channel is PlanChannel.PRESS_TV and press_ordering().search(near):
        return True
    orders = list(ordering().finditer(near))
    return bool(orders) and not told_of().search(near, orders[-1].end())


def _named(text: Passage) -> Iterator[tuple[PlanChannel, int, int]]:
    for channel, pattern in channel_patterns():
        for match in pattern.finditer(text.folded):
            shown = text.text[match.start() : match.end()].lower()
            if shown in channel_false_friends():
                continue
            if channel is PlanChannel.ONE_STOP_COUNTER and _STAFF_OF.search(
                text.folded[: match.start()]
            ):
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
