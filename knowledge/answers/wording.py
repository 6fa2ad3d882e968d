"""Access to ``wording.yaml``."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.text import Aspect

_FILE = Path(__file__).with_name("wording.yaml")


@lru_cache
def _all() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


def say(sentence: str, /, **values: object) -> str:
    """``sentence`` of the file, filled in."""
    return str(_all()[sentence]).format(**values)


def label(aspect: Aspect) -> str:
    """The heading of an aspect."""
    return str(_all()["labels"][aspect])
