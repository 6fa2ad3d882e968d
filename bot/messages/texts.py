"""Access to ``texts.yaml``: everything the assistant says by itself."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.messages.neutral import Button, OutboundMessage, Outcome

_FILE = Path(__file__).with_name("texts.yaml")


@lru_cache
def _all() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


def names() -> list[str]:
    """All entries, for the tests that look at every one."""
    return list(_all())


def sentence(entry: str, /, **values: object) -> str:
    """The text of ``entry``, filled in."""
    value = _all()[entry]
    text = value if isinstance(value, str) else value["text"]
    return str(text).format(**values)


def message(entry: str, /, **values: object) -> tuple[OutboundMessage, Outcome]:
    """The message of ``entry`` with its buttons, and the outcome it stands for."""
    value = _all()[entry]
    buttons = tuple(Button(title=title, payload=p) for title, p in value.get("buttons", ()))
    text = OutboundMessage(text=sentence(entry, **values), buttons=buttons)
    return text, Outcome(value["outcome"])
