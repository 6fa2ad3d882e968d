"""How well the procedure that a sentence names, and the aspects it asks for, are read off it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from knowledge.answers import Answerer
from knowledge.errors import KnowledgeError
from knowledge.evaluating.questions import OWN
from knowledge.text import Aspect


class Mention(BaseModel):
    """A sentence marked by hand: the code of its procedure, if any, and its aspects."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    procedure: str | None
    aspect: frozenset[Aspect]


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1, None where nothing was marked or found; ``n`` is how many are marked."""

    precision: float | None
    recall: float | None
    f1: float | None
    n: int


def own_mentions(path: Path = OWN / "mentions.yaml") -> list[Mention]:
    """The project's own marked sentences.

    Raises:
        KnowledgeError: the file does not hold such rows; names the first fault.
    """
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return TypeAdapter(list[Mention]).validate_python(rows)
    except (yaml.YAMLError, ValidationError) as error:
        raise KnowledgeError(f"{path}: {error}") from None


def read_off(answerer: Answerer, mentions: Iterable[Mention]) -> dict[str, Figures]:
    """Figures by what is read: a procedure counts as found when it is told without asking back."""
    procedures, aspects = [], []
    for mention in mentions:
        told = answerer.answer(mention.text).subject
        procedures.append((_set(mention.procedure), _set(told)))
        read = answerer.searcher.search(mention.text).query.aspects
        aspects.append((mention.aspect, frozenset(read)))
    return {"procedure": _figures(procedures), "aspect": _figures(aspects)}


def _set(code: str | None) -> frozenset[str]:
    return frozenset() if code is None else frozenset({code})


def _figures(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Figures:
    """Over (marked, found)."""
    marked = found = right = 0
    for meant, said in pairs:
        marked, found, right = marked + len(meant), found + len(said), right + len(meant & said)
    return Figures(
        _share(right, found), _share(right, marked), _share(2 * right, marked + found), marked
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
