"""Topics of news, and the ward's hamlets, by id, by name and as buttons."""

import re
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.messages.neutral import Button
from knowledge.text import clean, fold

_FILE = Path(__file__).with_name("topics.yaml")
_SLUG = re.compile(r"[^a-z0-9]+")
MOST_BUTTONS = 8


class _Topic(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=60)
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _topics() -> dict[str, _Topic]:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, _Topic]).validate_python(data)


def hamlet_topic(hamlet: str) -> str:
    """The topic of one hamlet: 'Khu phố 3' → 'noi-khu-pho-3'."""
    return "noi-" + _SLUG.sub("-", fold(clean(hamlet))).strip("-")


def topic_name(topic: str, hamlets: tuple[str, ...] = ()) -> str:
    """What people call it; the id itself when it is none of ours (an officer's own)."""
    names = {hamlet_topic(hamlet): hamlet for hamlet in hamlets}
    known = _topics().get(topic)
    return known.name if known else names.get(topic, topic)


def topic_in(text: str, hamlets: tuple[str, ...] = ()) -> str | None:
    """The topic or hamlet that ``text`` names; the longest name wins ('khu phố 12', not '1')."""
    said = " ".join(["", *re.findall(r"\w+", fold(clean(text))), ""])
    words = {word: topic for topic, known in _topics().items() for word in known.words}
    words |= {" ".join(re.findall(r"\w+", fold(clean(h)))): hamlet_topic(h) for h in hamlets}
    found = [word for word in words if f" {word} " in said]
    return words[max(found, key=len)] if found else None


def topic_buttons(hamlets: tuple[str, ...] = ()) -> tuple[Button, ...]:
    """Hamlets first: news of one's own street matters most."""
    names = {hamlet_topic(hamlet): hamlet for hamlet in hamlets}
    names |= {topic: known.name for topic, known in _topics().items()}
    return tuple(
        Button(title=f"Chỉ nhận: {name}"[:60], payload=f'/subscribe{{"topic":"{topic}"}}')
        for topic, name in list(names.items())[:MOST_BUTTONS]
    )
