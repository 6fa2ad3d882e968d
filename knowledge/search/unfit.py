"""Subjects that no procedure can be about: animals, things, fancies in official words."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import yaml

from knowledge.index import Item
from knowledge.records import RecordKind
from knowledge.text import fold, syllables

_TABLE = Path(__file__).with_name("unfit.yaml")


@dataclass(frozen=True)
class _Patterns:
    """Each names what it found ``noun``; ``guessed`` reads text without accents."""

    always: re.Pattern[str]
    of_persons: re.Pattern[str]
    guessed: re.Pattern[str]
    opening: re.Pattern[str]
    fields: frozenset[str]
    spelt: dict[str, list[str]]

    @classmethod
    def read(cls) -> Self:
        table = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
        nouns = [noun for part in ("animals", "things", "fancies") for noun in table[part]]
        before, counted = _any(table["before"]), _any(table["classifiers"])
        named = rf"(?:{before}) (?:(?:{counted}) ){{0,3}}(?P<noun>{_any(nouns)})"
        mood = rf"(?P<mood>{_any(table['moods'])})"
        things, people = _any(table["inanimate"]), _any(table["people"])
        thing = rf"(?:{before}) (?P<noun>(?:{things}) (?!(?:{people})\b)\w+)"
        counted_animals = rf"(?:(?:{counted}) ){{1,2}}(?P<noun>{_any(table['animals'])})"
        long = [fold(noun) for noun in (*nouns, *table["moods"]) if " " in noun]
        short = [fold(noun) for noun in nouns if " " not in noun]
        guess = rf"(?P<noun>{_any(long)})|(?:{_any(table['certain'])}) (?P<mood>{_any(short)})"
        spelt: defaultdict[str, list[str]] = defaultdict(list)
        for noun in (*nouns, *table["moods"]):
            spelt[fold(noun)].append(noun)
        return cls(
            always=re.compile(rf"\b(?:{named}|{mood})\b"),
            of_persons=re.compile(rf"\b{thing}\b"),
            guessed=re.compile(rf"\b(?:{guess})\b"),
            opening=re.compile(rf"^{counted_animals}\b"),
            fields=frozenset(table["fields"]),
            spelt=dict(spelt),
        )


def unfit_subject(question: str, item: Item) -> str | None:
    """The noun for which ``question`` (with accents) asks a procedure made for people, if any.

    ``item`` itself may speak of it: a declaration of dogs is about dogs.
    """
    if item.kind is not RecordKind.PROCEDURE:
        return None
    asked, patterns = " ".join(syllables(question)), _patterns()
    found = patterns.always.search(asked)
    if found is None and item.payload.get("field") in patterns.fields:
        found = patterns.of_persons.search(asked)
    return _unless_told(found, " ".join(syllables(_words_of(item))))


def perhaps_unfit(question: str, item: Item, guessed: bool) -> str | None:
    """The same where it is too uncertain to refuse, and too uncertain to answer.

    That is where accents were ``guessed``, 'con bo' may be a cow or a father's child; and where an
    animal begins the question, 'con thỏ nhà tôi' may be what a child is called at home.
    """
    if item.kind is not RecordKind.PROCEDURE:
        return None
    patterns = _patterns()
    if not guessed:
        begun = patterns.opening.search(" ".join(syllables(question)))
        return _unless_told(begun, " ".join(syllables(_words_of(item))))
    found = patterns.guessed.search(" ".join(syllables(fold(question))))
    if found is None:
        return None
    told = f" {' '.join(syllables(_words_of(item)))} "
    # With its accents the noun is no guess: 'mã số' in a record says nothing of ghosts.
    meant = patterns.spelt[found["noun"] or found["mood"]]
    return None if any(f" {noun} " in told for noun in meant) else meant[0]


def _unless_told(found: re.Match[str] | None, told: str) -> str | None:
    if found is None:
        return None
    noun = found["noun"] or found.groupdict().get("mood")
    return None if noun is None or f" {noun} " in f" {told} " else noun


def _words_of(item: Item) -> str:
    payload = item.payload
    return " ".join([item.title, *payload.get("aliases", ()), *payload.get("life_events", ())])


def _any(words: list[str]) -> str:
    """A pattern for any of ``words``, the longest that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns.read()
