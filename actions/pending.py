"""What the dialogue waits for after asking back: the choices, and what to tell of them."""

import json
import re
from dataclasses import dataclass
from typing import Self

from knowledge.text import Aspect

_POSITION = re.compile(r"-?[0-9]{1,2}")


@dataclass(frozen=True)
class Pending:
    """``choices`` are references in the order shown; ``aspects`` what to tell of the chosen one."""

    choices: tuple[str, ...] = ()
    aspects: tuple[Aspect, ...] = ()

    def dump(self) -> str:
        """The slot's value."""
        return json.dumps({"choices": self.choices, "aspects": self.aspects})

    @classmethod
    def load(cls, value: str | None) -> Self:
        """Read the slot; anything that cannot be read counts as nothing pending."""
        try:
            data = json.loads(value or "{}")
            aspects = tuple(Aspect(name) for name in data.get("aspects", ()))
            return cls(tuple(data.get("choices", ())), aspects)
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
