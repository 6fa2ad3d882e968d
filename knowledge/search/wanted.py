"""Which value a question asks for, and whether the record found states one.

A record is found by what it speaks of. That a plan speaks of a hotline does not mean that it prints
the number, and a passage shown as if it did would be an invention by omission.
"""

import datetime as dt
import re
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.index import Item
from knowledge.records import RecordKind
from knowledge.records.base import Record, Text
from knowledge.search.plans import holds, place_in
from knowledge.text import fold, strings_in, syllables, tokens
from knowledge.text.old_units import OldUnits

_TABLE = Path(__file__).with_name("wanted.yaml")
# How a fact says that the scan or the plan does not tell.
_UNKNOWN = re.compile(r"\bkhong (doc|ghi|neu|in|thay|ro|xac dinh)\b")
# Fields whose dates and addresses are the record's own, not its matter's.
_ABOUT_ITSELF = ("checked_on", "source")
_YEAR = re.compile(r"\b20\d\d\b")


class _Value(Record):
    name: Text
    of: tuple[RecordKind, ...]
    asked: tuple[str, ...]
    told: tuple[str, ...]

    def is_asked(self, question: str) -> bool:
        return any(re.search(pattern, question) for pattern in self.asked)

    def is_told(self, text: str) -> bool:
        return any(re.search(pattern, text) for pattern in self.told)


class _Table(Record):
    values: tuple[_Value, ...]
    here_and_now: tuple[str, ...]
    yet_to_come: tuple[str, ...]
    abroad: Text
    another_person: Text


def missing_value(question: str, item: Item) -> str | None:
    """The name of a value that ``question`` asks for and ``item`` does not state."""
    folded = fold(question)
    asked = [value for value in _table().values if item.kind in value.of and value.is_asked(folded)]
    # Few questions ask for a value, and a procedure's payload is long: fold it only for those.
    told = fold(_stated(item)) if asked else ""
    return next(
        (
            value.name
            for value in asked
            if not value.is_told(told) and not _was_written_for(value, item)
        ),
        None,
    )


def _was_written_for(value: _Value, item: Item) -> bool:
    """Whether a fact of our own was written for this very value, and found it in the plan."""
    if item.kind is not RecordKind.PLAN or not item.own:
        return False
    answered = fold(item.payload["question"]), fold(item.payload["answer"])
    return value.is_asked(answered[0]) and not _UNKNOWN.search(answered[1])


def is_left_open(question: str, item: Item) -> bool:
    """Whether ``item`` tells how things are in general, and ``question`` asks for here and now."""
    if item.payload.get("to_fill"):
        return True
    if not item.payload.get("leaves_open"):
        return False
    asked = fold(question)
    return any(re.search(pattern, asked) for pattern in _table().here_and_now)


def names_another_year(question: str, item: Item) -> bool:
    """Whether the question is about a year that the plan found never mentions."""
    asked = set(_YEAR.findall(question))
    if item.kind is not RecordKind.PLAN or not asked:
        return False
    told = f"{item.title} {item.payload['question']} {item.payload['answer']}"
    return not asked & set(_YEAR.findall(told))


def names_another_place(question: str, item: Item) -> bool:
    """Whether the question is about the plan of a place that the plan found never names."""
    if item.kind is not RecordKind.PLAN:
        return False
    units, asked = OldUnits.default(), fold(question)
    named = units.named_in(question)
    if not named or any(place in asked for place in units.named_in(fold(item.title))):
        return False
    told = fold(f"{item.title} {_told(item)}")
    return not any(place in told for place in named)


def names_another_country(question: str, item: Item) -> bool:
    """Whether ``question`` (with accents) is set in a country of which ``item`` says nothing.

    A record that speaks of abroad at all may be meant: who married there wants it noted here.
    """
    country = re.search(_table().abroad, " ".join(syllables(question)))
    if country is None:
        return False
    told = fold(f"{item.title} {_told(item)}")
    return not any(place in told for place in ("nuoc ngoai", fold(country["country"])))


def asks_about_another_person(question: str, item: Item) -> bool:
    """Whether ``question`` (with accents) asks how it stands with somebody called by name."""
    if item.kind is not RecordKind.PROCEDURE:
        return False
    return bool(re.search(_table().another_person, question))


def is_yet_to_come(question: str, item: Item, today: dt.date) -> bool:
    """Whether the question asks how things will be in years of which ``item`` says nothing."""
    asked = fold(question)
    later = {year for year in _YEAR.findall(asked) if int(year) > today.year}
    if later and later - set(_YEAR.findall(_told(item))):
        return True
    return any(re.search(it, asked) for it in _table().yet_to_come)


def is_of_the_plan_named(question: str, item: Item) -> bool:
    """Whether ``item`` is of a plan and ``question`` says whose."""
    if item.kind is not RecordKind.PLAN:
        return False
    asked = tokens(question)
    names = item.payload.get("called") or OldUnits.default().named_in(fold(item.title))
    return any(holds(asked, place_in(name)) for name in names)


def share_spoken_of(question: str, item: Item) -> float:
    """Share of the words of ``question``, beside those of the title, that ``item`` tells."""
    asked = set(tokens(question)) - set(tokens(item.title))
    return len(asked & set(tokens(_told(item)))) / len(asked) if asked else 1.0


def _stated(item: Item) -> str:
    """What ``item`` tells of its matter; where it is from and when that was checked, apart."""
    return " ".join(strings_in({k: v for k, v in item.payload.items() if k not in _ABOUT_ITSELF}))


def _told(item: Item) -> str:
    """All that ``item`` tells."""
    return " ".join(strings_in(item.payload))


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table.model_validate(yaml.safe_load(_TABLE.read_text(encoding="utf-8")))
