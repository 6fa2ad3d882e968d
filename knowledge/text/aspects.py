"""Tell what is asked ('lệ phí', 'bao lâu') apart from what it is asked about."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Self

import yaml

from knowledge.text.normalise import tokens

_TABLE = Path(__file__).with_name("aspects.yaml")


class Aspect(StrEnum):
    """The parts of a procedure that people ask for; a closed list."""

    OVERVIEW = "overview"
    DOCUMENTS = "documents"
    STEPS = "steps"
    FEE = "fee"
    TIME_LIMIT = "time_limit"
    WHERE = "where"
    ONLINE = "online"
    POST = "post"
    RESULT = "result"
    AUDIENCE = "audience"
    LEGAL_BASIS = "legal_basis"
    FORM = "form"


@dataclass(frozen=True)
class Reading:
    """``aspects`` in the order of the table; ``subject`` holds the folded words left over."""

    aspects: tuple[Aspect, ...]
    subject: tuple[str, ...]


class AspectReader:
    """Finds aspect phrases in folded text; accents never decide."""

    def __init__(
        self,
        phrases: dict[Aspect, list[str]],
        alone: dict[str, Aspect],
        courtesy: frozenset[str],
        light: frozenset[str],
    ) -> None:
        self._patterns = {
            aspect: re.compile(
                r"\b(?:" + "|".join(sorted(map(re.escape, some), key=len, reverse=True)) + r")\b"
            )
            for aspect, some in phrases.items()
        }
        self._alone = alone
        self._courtesy = courtesy
        self._light = light

    @classmethod
    @lru_cache
    def default(cls) -> Self:
        """The reader built from ``aspects.yaml``."""
        data = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
        phrases = {Aspect(name): list(some) for name, some in data["aspects"].items()}
        alone = {word: Aspect(name) for name, words in data["alone"].items() for word in words}
        return cls(phrases, alone, frozenset(data["courtesy"]), frozenset(data["light"]))

    def read(self, text: str) -> Reading:
        """Split ``text`` (any spelling) into the aspects asked and the subject's folded words."""
        folded = " ".join(tokens(text))
        aspects = tuple(a for a, pattern in self._patterns.items() if pattern.search(folded))
        rest = folded
        for pattern in self._patterns.values():
            rest = pattern.sub(" ", rest)
        words = rest.split()
        bare = {word for word in words if word in self._alone}
        # Two of them are another word: 'gia hạn'.
        if not aspects and len(bare) == 1 and self._courtesy.union(bare).issuperset(words):
            return Reading(aspects=(self._alone[bare.pop()],), subject=())
        subject = tuple(word for word in words if word not in self._courtesy)
        return Reading(aspects=aspects, subject=subject)

    def names_something(self, subject: tuple[str, ...]) -> bool:
        """Whether the words left over of a follow-up name a thing of their own."""
        return not self._light.issuperset(subject)
