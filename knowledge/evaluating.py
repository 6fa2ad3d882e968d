"""Measure finding and abstaining on labelled questions, beside BM25 and the plain embedding."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.errors import KnowledgeError
from knowledge.index import EntryField, Item, load_encoder
from knowledge.index.encoder import Encoder, Vectors
from knowledge.index.vector_cache import VectorCache
from knowledge.records import RecordKind
from knowledge.search import Searcher, Verdict
from knowledge.text import clean

RANKS = (1, 3, 10)
_NOT_FOUND = 10**6


@dataclass(frozen=True)
class Question:
    """A labelled question; an empty ``gold`` must be refused."""

    id: str
    text: str
    slice: str
    gold: frozenset[str]


@dataclass
class Tally:
    """Ranks of the first right hit, and how the questions ended."""

    ranks: list[int] = field(default_factory=list)
    answered_right: int = 0
    answered_wrong: int = 0
    clarified: int = 0
    abstained: int = 0

    def recall(self, k: int) -> float:
        """Share with a right hit among the first ``k``; not a number when there is none."""
        return (
            sum(rank < k for rank in self.ranks) / len(self.ranks) if self.ranks else float("nan")
        )

    def mrr(self) -> float:
        """Mean reciprocal rank within the first ten."""
        if not self.ranks:
            return float("nan")
        return float(np.mean([1 / (rank + 1) if rank < max(RANKS) else 0.0 for rank in self.ranks]))


@dataclass(frozen=True)
class Peer:
    """The plain encoder with its vectors of the rows that ``name_rows`` gives, in that order."""

    encoder: Encoder
    vectors: Vectors


@dataclass
class Evaluation:
    """One tally per method and slice; ``wrong`` lists what ours did not find first."""

    tallies: dict[str, dict[str, Tally]]
    wrong: list[dict[str, Any]]


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
            gold = row.get("gold") or row.get("gold_codes") or []
            name = str(row.get("slice") or row.get("variant") or row.get("kind") or "all")
            yield Question(str(row["id"]), str(row["question"]), name, frozenset(gold))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KnowledgeError(f"{path}:{number}: a row needs 'id' and 'question'") from None


def evaluate(searcher: Searcher, questions: Iterable[Question], peer: Peer) -> Evaluation:
    """Run ours, BM25 and the plain embedding on the same questions over the same records."""
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    wrong: list[dict[str, Any]] = []
    names = _same_names(searcher.index.items)
    methods = {"bm25": _by_words(searcher), "embedding": _by_cosine(searcher, peer)}
    for question in questions:
        wanted = question.gold | {name for code in question.gold for name in names.get(code, ())}
        result = searcher.search(question.text)
        found = [hit.item for hit in result.hits]
        for name in {question.slice, "all"}:
            _count(tallies["motcua"][name], found, wanted, result.verdict)
            for method, find in methods.items():
                _count(tallies[method][name], find(question.text), wanted, None)
        if _rank(found, wanted) and (wanted or result.verdict is Verdict.ANSWERED):
            wrong.append(
                {
                    "id": question.id,
                    "question": question.text,
                    "gold": sorted(question.gold),
                    "outcome": result.verdict,
                    "found": [item.title for item in found[:3]],
                }
            )
    return Evaluation({method: dict(some) for method, some in tallies.items()}, wrong)


def _count(
    tally: Tally, found: list[Item], wanted: frozenset[str], verdict: Verdict | None
) -> None:
    rank = _rank(found, wanted)
    if wanted:
        tally.ranks.append(rank)
    match verdict:
        case Verdict.ANSWERED if rank == 0:
            tally.answered_right += 1
        case Verdict.ANSWERED:
            tally.answered_wrong += 1
        case Verdict.CLARIFY:
            tally.clarified += 1
        case Verdict.NO_SOURCE | Verdict.OUT_OF_SCOPE:
            tally.abstained += 1
        case None:
            pass


def _rank(found: list[Item], wanted: frozenset[str]) -> int:
    return next((n for n, item in enumerate(found) if _names(item) & wanted), _NOT_FOUND)


def _names(item: Item) -> set[str]:
    """Everything by which a label may mean an item."""
    names = {item.reference, item.title, str(item.payload.get("id", ""))}
    if item.kind is RecordKind.PLAN:
        names.add(item.key.removeprefix("plan:"))
    return names


def _same_names(items: list[Item]) -> dict[str, set[str]]:
    """Code → titles: procedures of the same name count as equal."""
    return {
        item.code: {item.title} for item in items if item.code and item.kind is RecordKind.PROCEDURE
    }


Find = Callable[[str], list[Item]]


def plain_peer(searcher: Searcher, cache: Path) -> Peer:
    """The bundled encoder without our adapter, over names and texts; ``cache`` keeps vectors."""
    encoder = load_encoder()
    texts = [searcher.index.entries[row].text for row in name_rows(searcher)]
    vectors = VectorCache(cache).passages(encoder, texts, lambda _done, _total: None)
    return Peer(encoder, vectors)


def name_rows(searcher: Searcher) -> list[int]:
    """The peers see what any installation has: names and texts, none of the phrases."""
    plain = (EntryField.NAME, EntryField.BODY)
    return [row for row, entry in enumerate(searcher.index.entries) if entry.field in plain]


def _by_words(searcher: Searcher) -> Find:
    rows = np.array(name_rows(searcher))

    def find(text: str) -> list[Item]:
        scores = searcher.index.lexical.scores(text)[rows]
        return _items(searcher, rows[np.argsort(-scores, kind="stable")])

    return find


def _by_cosine(searcher: Searcher, peer: Peer) -> Find:
    rows = np.array(name_rows(searcher))

    def find(text: str) -> list[Item]:
        vector = peer.encoder.queries([clean(text)])[0]
        return _items(searcher, rows[np.argsort(-(peer.vectors @ vector), kind="stable")])

    return find


def _items(searcher: Searcher, rows: Iterable[int]) -> list[Item]:
    index = searcher.index
    seen: dict[int, Item] = {}
    for row in rows:
        position = int(index.entry_items[row])
        seen.setdefault(position, index.items[position])
        if len(seen) == max(RANKS):
            break
    return list(seen.values())
