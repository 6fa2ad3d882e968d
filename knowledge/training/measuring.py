"""How well an encoder alone finds the right procedure, each record scored by its best entry."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.index.encoder import Encoder
from knowledge.index.vector_cache import VectorCache
from knowledge.text import AccentRestorer, clean, fold
from knowledge.training.lessons import Curriculum

DEPTHS = 1, 3, 10
# As in the index: citizens' words count more for the restorer than official text.
SPOKEN_WEIGHT = 5


@dataclass(frozen=True)
class Question:
    """A question and the names of the procedures that answer it; same names count as equal."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """Shares of questions with a right procedure among the first 1, 3 and 10."""

    number: int
    recalls: tuple[float, ...]

    def __str__(self) -> str:
        return " / ".join(f"{recall:.3f}" for recall in self.recalls) + f"  (n={self.number})"


class Bench:
    """All procedures as entries of one encoder, without the phrases of the development set."""

    def __init__(
        self, lessons: Curriculum, encoder: Encoder, cache: Path, with_phrases: bool = True
    ) -> None:
        self._encoder = encoder
        names: list[str] = []
        texts: list[str] = []
        for subject in lessons.subjects:
            if ":" in subject.key:
                continue
            for text in dict.fromkeys((*subject.texts, *(subject.asked if with_phrases else ()))):
                names.append(subject.name)
                texts.append(text)
        self._vectors = VectorCache(cache).passages(encoder, texts, lambda *_: None)
        columns = {name: at for at, name in enumerate(dict.fromkeys(names))}
        self._names = list(columns)
        self._owner = np.array([columns[name] for name in names])

    def figures(self, questions: Sequence[Question]) -> Figures:
        """Recall of ``questions`` as they stand (each costs one query)."""
        vectors = self._encoder.queries([question.text for question in questions])
        ranks = []
        for question, near in zip(questions, vectors @ self._vectors.T, strict=True):
            best = np.full(len(self._names), -1.0)
            np.maximum.at(best, self._owner, near)
            right = [at for at, name in enumerate(self._names) if name in question.right]
            ranks.append(int((best > best[right].max()).sum()) if right else len(best))
        shares = tuple(float(np.mean([rank < depth for rank in ranks])) for depth in DEPTHS)
        return Figures(len(questions), shares)


def held_out_questions(lessons: Curriculum) -> list[Question]:
    """The development set: phrases that no training saw."""
    return [
        Question(clean(phrase), frozenset({subject.name}))
        for subject in lessons.subjects
        for phrase in subject.held_out
    ]


def questions_of(path: Path) -> dict[str, list[Question]]:
    """The in-scope questions of a ``procedure-questions.jsonl`` by variant."""
    found: defaultdict[str, list[Question]] = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        if row["in_scope"]:
            right = frozenset({*map(clean, row["gold_names"]), *row["gold_codes"]})
            found[row["variant"]].append(Question(clean(row["question"]), right))
    return dict(found)


def by_names(questions: Sequence[Question], lessons: Curriculum) -> list[Question]:
    """``questions`` with codes among ``right`` turned into names."""
    names = {subject.key: subject.name for subject in lessons.subjects}
    return [
        Question(question.text, frozenset(names.get(key, key) for key in question.right))
        for question in questions
    ]


def unaccented(questions: Sequence[Question]) -> list[Question]:
    """The same questions without accents."""
    return [Question(fold(question.text), question.right) for question in questions]


def restored(questions: Sequence[Question], lessons: Curriculum) -> list[Question]:
    """Unaccented questions with accents guessed as the search guesses them."""
    taught = [(text, 1) for text in lessons.sentences]
    for subject in lessons.subjects:
        taught += [(text, SPOKEN_WEIGHT) for text in (*subject.texts, *subject.asked)]
    restorer = AccentRestorer.train(taught)
    return [
        Question(restorer.restore(fold(question.text)), question.right) for question in questions
    ]
