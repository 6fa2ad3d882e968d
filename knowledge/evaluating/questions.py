"""Labelled questions: the project's own set in ``knowledge/evaluation``, or anybody's file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError

OWN = Path(__file__).resolve().parents[1] / "evaluation"
REFUSED = "to be refused"


@dataclass(frozen=True)
class Question:
    """A labelled question; an empty ``gold`` must be refused."""

    id: str
    text: str
    slice: str
    gold: frozenset[str]


def own_questions() -> list[Question]:
    """The project's own questions, each with what answers it."""
    return list(read_questions(OWN / "questions.jsonl"))


def own_refusals() -> list[Question]:
    """The project's own questions that nothing here answers."""
    return list(read_questions(OWN / "refusals.jsonl"))


def read_questions(path: Path) -> Iterator[Question]:
    """Rows with ``id``, ``question``, and ``gold`` or ``gold_codes`` (none: to be refused).

    Raises:
        KnowledgeError: a row is not what is expected; the message names its line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            gold = frozenset(row.get("gold") or row.get("gold_codes") or [])
            named = row.get("slice") or row.get("variant") or row.get("kind") or "all"
            name = str(named) if gold else REFUSED
            yield Question(str(row["id"]), str(row["question"]), name, gold)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KnowledgeError(f"{path}:{number}: a row needs 'id' and 'question'") from None
