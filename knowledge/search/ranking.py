"""Score every record once, by all that speaks for it."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from knowledge.index import Index
from knowledge.index.encoder import Vectors
from knowledge.search.features import Evidence, gather_evidence
from knowledge.search.query import Query
from knowledge.search.settings import SearchSettings
from knowledge.text import tokens


@dataclass(frozen=True)
class Candidate:
    """An item with its score; ``entry`` is the text that led to it."""

    item: int
    score: float
    cosine: float
    words: float
    entry: int


class Ranker:
    """Scores candidates of one index."""

    def __init__(self, index: Index, settings: SearchSettings) -> None:
        self._index = index
        self._limits = settings.candidates
        self._ranking = settings.ranking
        weights = settings.ranking.weights
        self._entries = np.bincount(index.entry_items, minlength=len(index.items)).tolist()
        self._standing = [
            weights.commune * item.commune + weights.own * item.own for item in index.items
        ]

    def rank(self, query: Query, vector: Vectors, today: dt.date) -> list[Candidate]:
        """The best candidates for one query vector of shape (dimension,), best first."""
        words = self._index.lexical.scores(query.words)
        found, floor = gather_evidence(
            self._index, vector, words, self._limits.near_entries, self._limits.word_entries
        )
        scored = [
            Candidate(
                position,
                self._score(position, item, floor),
                item.cosine(floor),
                item.words,
                item.by,
            )
            for position, item in found.items()
        ]
        scored.sort(key=lambda candidate: -candidate.score)
        asked = frozenset(tokens(query.words))
        best = [
            self._corrected(candidate, asked, today) for candidate in scored[: self._limits.items]
        ]
        return sorted(best, key=lambda candidate: -candidate.score)[: self._limits.hits]

    def _score(self, position: int, item: Evidence, floor: float) -> float:
        weights, zero = self._ranking.weights, self._ranking.cosine_zero
        name = floor if item.name_cosine is None else item.name_cosine
        return (
            weights.cosine * (item.cosine(floor) - zero)
            + weights.name_cosine * (name - zero)
            + weights.support * (item.support(floor, self._entries[position]) - zero)
            + weights.words * item.words
            + weights.name_words * item.name_words
            + self._standing[position]
        )

    def _corrected(self, candidate: Candidate, asked: frozenset[str], today: dt.date) -> Candidate:
        """Add what is worth computing for the best candidates only."""
        item, weights = self._index.items[candidate.item], self._ranking.weights
        score = candidate.score
        score += weights.excess * self._index.lexical.excess(item.title, asked)
        if not item.validity.holds_on(today):
            score += weights.expired
        return Candidate(candidate.item, score, candidate.cosine, candidate.words, candidate.entry)
