"""Chat shorthand and old official terms, as one table that people can extend."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.errors import ContentError
from knowledge.text.normalise import clean, fold

_TABLE = Path(__file__).with_name("terms.yaml")
_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True)
class TermTable:
    """What people write → what the records say."""

    shorthand: dict[str, str]
    old_terms: dict[str, str]

    def expand(self, text: str) -> str:
        """Write chat shorthand out: 'dk ks bn tiền' → 'đăng ký khai sinh bao nhiêu tiền'.

        A word that carries diacritics is left alone unless the table lists it so.
        """
        return _WORD.sub(lambda match: self.shorthand.get(match[0].lower(), match[0]), clean(text))

    def todays_terms(self, text: str) -> list[str]:
        """Today's terms for the old ones found in ``text``, longest old term first."""
        padded = f" {' '.join(_WORD.findall(fold(text)))} "
        found = []
        for old in sorted(self.old_terms, key=len, reverse=True):
            if f" {old} " in padded:
                found.append(self.old_terms[old])
                padded = padded.replace(f" {old} ", " ")
        return found


@lru_cache
def load_terms(path: Path = _TABLE) -> TermTable:
    """Read the table.

    Raises:
        ContentError: when a key of ``old_terms`` is not written folded, so could never match.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key in data["old_terms"]:
        if fold(str(key)) != str(key):
            raise ContentError(f"{path.name}: old_terms: '{key}' must be written without accents")
    return TermTable(
        shorthand={str(key): str(value) for key, value in data["shorthand"].items()},
        old_terms={str(key): str(value) for key, value in data["old_terms"].items()},
    )
