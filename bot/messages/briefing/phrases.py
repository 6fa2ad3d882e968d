"""Access to ``phrases.yaml``: the sentences that voices put around a record's facts."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.messages.brief import Audience

_FILE = Path(__file__).with_name("phrases.yaml")
_YOU = re.compile(r"\b[Ôô]ng/bà\b")


@lru_cache
def _all() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


def phrase(name: str, /, **values: object) -> str:
    """The sentence of this name, filled in."""
    return str(_all()["sentences"][name]).format(**values)


def heading(name: str, audience: Audience) -> str:
    """How a key fact or a part is headed for this audience."""
    words = _all()["headings"][name]
    return str(words if isinstance(words, str) else words.get(audience, words["citizen"]))


def audience_words(text: str, audience: Audience) -> str:
    """``text`` in the way this audience is addressed: an officer is told about 'người dân'."""
    you = str(_all()["you"][audience])
    return _YOU.sub(lambda found: you if found[0][0] == "ô" else you[:1].upper() + you[1:], text)


def you(audience: Audience) -> str:
    """How the audience is addressed."""
    return str(_all()["you"][audience])
