"""The written lines of the redaction tests, and how well they are told apart."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_MARKED = re.compile("«([^»]*)»")


@dataclass(frozen=True)
class Line:
    """One thing a citizen writes; ``secrets`` are the spans that must be hidden."""

    text: str
    secrets: tuple[tuple[int, int], ...]

    @property
    def parts(self) -> list[str]:
        """What stands around the secrets and has to stay."""
        ends = [0, *(end for _, end in self.secrets)]
        starts = [*(start for start, _ in self.secrets), len(self.text)]
        return [self.text[end:start] for end, start in zip(ends, starts, strict=True)]


def read(name: str) -> list[Line]:
    """The lines of ``name``; marks are taken out of the text."""
    rows = (_HERE / name).read_text("utf-8").splitlines()
    return [_line(row) for row in rows if row and not row.startswith("#")]


def _line(row: str) -> Line:
    secrets = []
    for number, match in enumerate(_MARKED.finditer(row)):
        start = match.start() - 2 * number
        secrets.append((start, start + len(match[1])))
    return Line(_MARKED.sub(r"\1", row), tuple(secrets))


def faults(line: Line, redact: Callable[[str], str]) -> tuple[int, bool]:
    """How many secrets are left to be seen, and whether anything else was hidden."""
    shown = redact(line.text)
    left = 0
    position = 0
    for start, end in line.secrets:
        left += _seen(line.text[start:end], shown)
    for part in line.parts:
        found = shown.find(part, position)
        if found < 0:
            return left, True
        position = found + len(part)
    return left, False


def _seen(secret: str, shown: str) -> bool:
    """Whether the secret or half of its figures in a row can still be read."""
    if secret in shown:
        return True
    digits = re.sub(r"\D", "", secret)
    piece = digits[: max(4, len(digits) // 2)]
    return len(digits) >= 4 and piece in re.sub(r"\D", "", shown)
