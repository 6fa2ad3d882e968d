"""Groups of words with one meaning (lexicon.yml), found in a normalised message."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from components.text import fold, normalise

LEXICON_FILE = Path(__file__).with_name("lexicon.yml")


@lru_cache(maxsize=1)
def _groups() -> dict[str, list[str]]:
    """Phrases by group, normalised as messages are."""
    table = yaml.safe_load(LEXICON_FILE.read_text(encoding="utf-8"))
    return {group: [normalise(str(phrase)) for phrase in table[group]] for group in table}


@lru_cache(maxsize=2)
def _finder(accented: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all phrases, the longest first, and the groups of each phrase.

    A phrase of several groups, or whose unaccented form is one of another's, names them all.
    """
    owners: dict[str, list[str]] = {}
    for group, phrases in _groups().items():
        for phrase in phrases:
            owner = owners.setdefault(phrase if accented else fold(phrase), [])
            if group not in owner:
                owner.append(group)
    longest_first = sorted(owners, key=lambda phrase: (-len(phrase), phrase))
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
    return pattern, {phrase: " ".join(groups) for phrase, groups in owners.items()}


def groups(text: str) -> str:
    """The groups of the phrases of a normalised ``text``, in order: 'bring papers what'."""
    pattern, owner = _finder(fold(text) != text)
    return " ".join(owner[match.group()] for match in pattern.finditer(text))
