"""One search: question in, hits and a verdict out."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.index import Encoder, Index
from knowledge.records import RecordKind
from knowledge.search.deciding import Decision, Hit, Verdict, decide
from knowledge.search.query import Query
from knowledge.search.ranking import Candidate, Ranker
from knowledge.search.settings import SearchSettings


@dataclass(frozen=True)
class SearchResult:
    """Hits best first; ``choices`` are those worth asking about when the verdict is CLARIFY."""

    query: Query
    decision: Decision
    hits: list[Hit]
    ms: float
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
        query = Query.read(question, self.index.accents)
        if not any(char.isalpha() for char in query.words):
            return SearchResult(query, Decision(Verdict.OUT_OF_SCOPE, "no words"), [], 0.0)
        vector = self.encoder.queries([query.spoken])[0]
        today = self._today()
        found = [self._hit(candidate) for candidate in self._ranker.rank(query, vector, today)]
        limits = self.settings.decision
        decision = decide(query.spoken, found, limits, today, guessed=query.guessed)
        hits = [hit for hit in found if hit.item.kind is not RecordKind.REFUSAL]
        elapsed = (time.perf_counter() - started) * 1000
        choices = self._choices(hits) if decision.verdict is Verdict.CLARIFY else []
        return SearchResult(query, decision, hits, elapsed, choices)

    def _hit(self, found: Candidate) -> Hit:
        return Hit(
            item=self.index.items[found.item],
            score=found.score,
            cosine=found.cosine,
            words=found.words,
            text=self.index.entries[found.entry].text,
            covered=found.covered,
        )

    def _choices(self, hits: list[Hit]) -> list[Hit]:
        """The best hits of different titles, near enough to the best to be meant."""
        limits = self.settings.decision
        near = {
            hit.item.title: hit
            for hit in reversed(hits)
            if hit.score >= hits[0].score - limits.choice_span
        }
        return sorted(near.values(), key=lambda hit: -hit.score)[: limits.choices]
