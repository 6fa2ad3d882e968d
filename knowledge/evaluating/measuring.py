"""Run labelled questions through a search and through its peers, and count."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from knowledge.evaluating.peers import Peers
from knowledge.evaluating.questions import REFUSED, Question
from knowledge.evaluating.tally import NOT_FOUND, Tally
from knowledge.index import Item
from knowledge.records import RecordKind
from knowledge.search import Searcher, SearchResult, Verdict

OURS = "motcua"
ALL = "all"
LABELS = {
    "bm25": "BM25",
    "embedding": "e5-small",
    "haystack": "Haystack hybrid",
    "motcua": "Một Cửa",
}
"""How each method is called in tables and pictures."""


@dataclass
class Evaluation:
    """One tally per method and slice; ``wrong`` lists what ours did not find or refuse."""

    tallies: dict[str, dict[str, Tally]]
    wrong: list[dict[str, Any]]

    @property
    def ours(self) -> dict[str, Tally]:
        """Our own tallies by slice."""
        return self.tallies[OURS]


def evaluate(
    searcher: Searcher, questions: Iterable[Question], peers: Peers | None = None
) -> Evaluation:
    """Ask ours, and the ``peers`` if any, the same questions over the same records.

    The slice 'all' holds every question that has an answer, 'to be refused' all that have none.
    """
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    wrong: list[dict[str, Any]] = []
    names = _same_names(searcher.index.items)
    for question in questions:
        wanted = question.gold | {name for code in question.gold for name in names.get(code, ())}
        result = searcher.search(question.text)
        found = [hit.item for hit in result.hits]
        others = peers.find(question.text) if peers and wanted else {}
        for name in {question.slice, ALL} if wanted else {REFUSED}:
            rank = rank_of(found, wanted)
            tallies[OURS][name].count(rank, result.verdict, has_answer=bool(wanted))
            for method, items in others.items():
                tallies[method][name].count(rank_of(items, wanted), None, has_answer=True)
        if _is_wrong(result, found, wanted):
            wrong.append(_case(question, result, found))
    return Evaluation({method: dict(some) for method, some in tallies.items()}, wrong)


def rank_of(found: list[Item], wanted: frozenset[str]) -> int:
    """Position of the first item that a label in ``wanted`` means, from 0."""
    return next((n for n, item in enumerate(found) if labels_of(item) & wanted), NOT_FOUND)


def labels_of(item: Item) -> set[str]:
    """Everything by which a label may mean an item."""
    names = {item.reference, item.title, str(item.payload.get("id", ""))}
    if item.kind is RecordKind.PLAN:
        names.add(item.key.removeprefix("plan:"))
    return names


def _is_wrong(result: SearchResult, found: list[Item], wanted: frozenset[str]) -> bool:
    if not wanted:
        return result.verdict is Verdict.ANSWERED
    return rank_of(found, wanted) != 0


def _case(question: Question, result: SearchResult, found: list[Item]) -> dict[str, Any]:
    return {
        "id": question.id,
        "slice": question.slice,
        "question": question.text,
        "gold": sorted(question.gold),
        "outcome": result.verdict,
        "found": [item.title for item in found[:3]],
    }


def _same_names(items: list[Item]) -> dict[str, set[str]]:
    """Code → titles: procedures of the same name count as equal."""
    return {
        item.code: {item.title} for item in items if item.code and item.kind is RecordKind.PROCEDURE
    }
