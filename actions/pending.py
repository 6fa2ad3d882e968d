"""What the dialogue waits for: choices, a second thought, a word, the next part of a list."""

import json
import re
from dataclasses import asdict, dataclass
from typing import Self

from knowledge.text import Aspect

_POSITION = re.compile(r"-?[0-9]{1,2}")


@dataclass(frozen=True)
class Pending:
    """What the last answer left open.

    ``choices`` are references in the order shown; ``aspects`` what to tell of the chosen one.
    ``handed``: the matter went to a person, 'không' takes it back. ``rated``: a mark was given, a
    word may follow. ``part``: the part of a long list that was shown, 0 when there is no more.
    ``asked``: how often it was asked which of the choices is the matter to talk about; a third
    time nobody is asked.
    """

    choices: tuple[str, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    handed: bool = False
    rated: bool = False
    part: int = 0
    asked: int = 0

    def dump(self) -> str | None:
        """The slot's value; None when nothing is pending."""
        return None if self == type(self)() else json.dumps(asdict(self))

    @classmethod
    def load(cls, value: str | None) -> Self:
        """Read the slot; anything that cannot be read counts as nothing pending."""
        try:
            data = json.loads(value or "{}")
            return cls(
                choices=tuple(data.get("choices", ())),
                aspects=tuple(Aspect(name) for name in data.get("aspects", ())),
                handed=bool(data.get("handed")),
                rated=bool(data.get("rated")),
                part=int(data.get("part", 0)),
                asked=int(data.get("asked", 0)),
            )
        except (ValueError, TypeError, AttributeError):
            return cls()

    def chosen(self, position: str | None) -> str | None:
        """The reference at a 1-based position, -1 for the last; None when there is none."""
        if position is None or not _POSITION.fullmatch(position):
            return None
        index = int(position)
        if index == -1:
            return self.choices[-1] if self.choices else None
        return self.choices[index - 1] if 0 < index <= len(self.choices) else None
