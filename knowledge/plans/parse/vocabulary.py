"""The words that the reading of plans goes by, from ``vocabulary.yaml``."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.records.plan import PlanChannel

_FILE = Path(__file__).with_name("vocabulary.yaml")


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return words


@cache
def channel_patterns() -> tuple[tuple[PlanChannel, re.Pattern[str]], ...]:
    """For each channel, what names it in folded text."""
    return tuple(
        (PlanChannel(name), re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"))
        for name, patterns in _words()["channels"].items()
    )


@cache
def channel_false_friends() -> frozenset[str]:
    """Accented words that only look like a channel without their accents."""
    return frozenset(_words()["channel_false_friends"])


@cache
def ordering() -> re.Pattern[str]:
    """The words of folded text that order a channel named after them."""
    return _any_of("ordering")


@cache
def press_ordering() -> re.Pattern[str]:
    """The words of folded text that order the press, named after them."""
    return _any_of("press_ordering")


@cache
def programmes() -> re.Pattern[str]:
    """What a station or a newspaper does as its own work."""
    return _any_of("programmes")


@cache
def told_of() -> re.Pattern[str]:
    """What stands before a thing that a warning or an explanation is about."""
    return _any_of("told_of")


@cache
def service_topic() -> re.Pattern[str]:
    """What citizens do through a channel; the plan tells of it and does not order the channel."""
    return _any_of("service_topics")


@cache
def office_topic() -> re.Pattern[str]:
    """What an office does; the plan tells of its work."""
    return _any_of("office_topics")


def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words()[name])})\b")


@cache
def body_start() -> re.Pattern[str]:
    """How the folded name of a body begins, after 'Đề nghị' or 'Giao'."""
    return re.compile(rf"^(?:de nghi |giao |yeu cau )?(?:{'|'.join(_words()['bodies'])})")


@cache
def duty_verb() -> re.Pattern[str]:
    """The word of folded text with which a duty begins."""
    return re.compile(rf"\b(?:{'|'.join(_words()['duty_verbs'])})\b")
