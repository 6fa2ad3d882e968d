"""One search: question in, hits and a verdict out."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from knowledge.index import Encoder, Index
from knowledge.records import RecordKind
from knowledge.search.deciding import WHICH_PLAN, Decision, Hit, Verdict, decide
from knowledge.search.query import Query
from knowledge.search.ranking import Candidate, Ranker
from knowledge.search.settings import SearchSettings
from knowledge.text import clean
from knowledge.text.old_units import OldUnits

# Rules by which nothing is surely near; the name of a place alone may have led away from it.
_UNCERTAIN = frozenset({"scope", "clarify", "lead", "sureness"})


@dataclass(frozen=True)
class SearchResult:
    """Hits best first; ``choices`` are those worth asking about when the verdict is CLARIFY."""

    query: Query
    decision: Decision
    hits: list[Hit]
    ms: float = 0.0
    choices: list[Hit] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """How the search ended."""
        return self.decision.verdict


class Searcher:
    """Searches one loaded index; safe to share between threads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        settings: SearchSettings | None = None,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.index = index
        self.encoder = encoder
        self.settings = settings or SearchSettings.default()
        self._ranker = Ranker(index, self.settings)
        self._today = today

    def search(self, question: str) -> SearchResult:
        """Find what ``question`` is about."""
        started = time.perf_counter()
        found = self._search(question)
        if found.decision.why in _UNCERTAIN:
            found = self._anywhere(question) or found
        return replace(found, ms=(time.perf_counter() - started) * 1000)

    def _anywhere(self, question: str) -> SearchResult | None:
        """The procedure found without the places named: it is the same in each of them."""
        left = OldUnits.default().left_without(question)
        if not left or left == clean(question):
            return None
        found = self._search(left)
        if found.verdict is not Verdict.ANSWERED or not _is_procedure(found.hits[0]):
            return None
        return replace(found, query=replace(found.query, raw=question))

    def _search(self, question: str) -> SearchResult:
        query = Query.read(question, self.index.accents)
        if not any(char.isalpha() for char in query.words):
            return SearchResult(query, Decision(Verdict.OUT_OF_SCOPE, "no words"), [])
        vector = self.encoder.queries([query.spoken])[0]
        today = self._today()
        found = [self._hit(candidate) for candidate in self._ranker.rank(query, vector, today)]
        limits = self.settings.decision
        decision = decide(query.spoken, found, limits, today, guessed=query.guessed)
        hits = [hit for hit in found if hit.item.kind is not RecordKind.REFUSAL]
        if decision.half is not None:
            hits.sort(key=lambda hit: hit.item is not decision.half)
        choices = self._choices(hits, decision) if decision.verdict is Verdict.CLARIFY else []
        return SearchResult(query, decision, hits, choices=choices)

    def _hit(self, found: Candidate) -> Hit:
        return Hit(
            item=self.index.items[found.item],
            score=found.score,
            cosine=found.cosine,
            words=found.words,
            text=self.index.entries[found.entry].text,
            covered=found.covered,
            one_of=found.one_of,
        )

    def _choices(self, hits: list[Hit], decision: Decision) -> list[Hit]:
        """The best hits of different titles, near enough to the best to be meant."""
        limits = self.settings.decision
        if decision.why == WHICH_PLAN:
            near = [hit for hit in hits if hit.one_of]
        else:
            near = [hit for hit in hits if hit.score >= hits[0].score - limits.choice_span]
        best = {_called(hit): hit for hit in reversed(near)}
        return sorted(best.values(), key=lambda hit: -hit.score)[: limits.choices]


def _called(hit: Hit) -> str:
    """What tells choices apart: a plan's windows and its facts are all the one plan."""
    return hit.item.file if hit.item.kind is RecordKind.PLAN else hit.item.title


def _is_procedure(hit: Hit) -> bool:
    return hit.item.kind is RecordKind.PROCEDURE
