"""One search: question in, hits and a verdict out."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.index import Encoder, Index, Item
from knowledge.search.query import Query
from knowledge.search.ranking import Ranker
from knowledge.search.settings import SearchSettings
from knowledge.text import tokens


class Verdict(StrEnum):
    """What the scores allow to say."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NO_SOURCE = "no_source"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Hit:
    """A found item; ``text`` is the entry that led to it, ``score`` has no unit."""

    item: Item
    score: float
    cosine: float
    words: float
    text: str


@dataclass(frozen=True)
class SearchResult:
    """Hits best first; ``choices`` are those worth asking about when the verdict is CLARIFY."""

    query: Query
    verdict: Verdict
    hits: list[Hit]
    ms: float
    choices: list[Hit] = field(default_factory=list)


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
        if not query.words:
            return SearchResult(query, Verdict.OUT_OF_SCOPE, [], 0.0)
        vector = self.encoder.queries([query.spoken])[0]
        hits = [
            Hit(
                item=self.index.items[found.item],
                score=found.score,
                cosine=found.cosine,
                words=found.words,
                text=self.index.entries[found.entry].text,
            )
            for found in self._ranker.rank(query, vector, self._today())
        ]
        verdict = self._verdict(hits)
        elapsed = (time.perf_counter() - started) * 1000
        choices = self._choices(hits) if verdict is Verdict.CLARIFY else []
        return SearchResult(query, verdict, hits, elapsed, choices)

    def _verdict(self, hits: list[Hit]) -> Verdict:
        limits = self.settings.decision
        if not hits or hits[0].score < limits.scope:
            return Verdict.OUT_OF_SCOPE
        if hits[0].score < limits.clarify:
            return Verdict.NO_SOURCE
        lead = _lead(hits)
        if lead >= limits.sure_lead or (hits[0].score >= limits.answer and lead >= limits.lead):
            return Verdict.ANSWERED
        return Verdict.CLARIFY

    def _choices(self, hits: list[Hit]) -> list[Hit]:
        """The best hits of different titles, near enough to the best to be meant."""
        limits = self.settings.decision
        near = {
            hit.item.title: hit
            for hit in reversed(hits)
            if hit.score >= hits[0].score - limits.choice_span
        }
        return sorted(near.values(), key=lambda hit: -hit.score)[: limits.choices]


def _lead(hits: list[Hit]) -> float:
    """How far the best hit is ahead of the next one that may be meant instead.

    A special case of the best hit is no rival: who says 'khai sinh' means 'Đăng ký khai sinh', not
    'Đăng ký khai sinh lưu động', or would have said so.
    """
    best = hits[0]
    words = set(tokens(best.item.title))
    rivals = (hit.score for hit in hits[1:] if not words <= set(tokens(hit.item.title)))
    return best.score - next(rivals, float("-inf"))
