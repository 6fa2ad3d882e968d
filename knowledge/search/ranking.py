"""Score every record once, by the best of its entries."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.index import Index
from knowledge.index.encoder import Vectors
from knowledge.search.query import Query
from knowledge.search.settings import SearchSettings
from knowledge.text import tokens

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Candidate:
    """An item with what speaks for it; ``entry`` is the text that led to it."""

    item: int
    score: float
    cosine: float
    words: float
    entry: int


class Ranker:
    """Scores candidates of one index; holds per-item facts as arrays."""

    def __init__(self, index: Index, settings: SearchSettings) -> None:
        self._index = index
        self._settings = settings
        weights = settings.ranking.weights
        self._standing = np.array(
            [weights.commune * item.commune + weights.own * item.own for item in index.items],
            dtype=np.float32,
        )

    def rank(self, query: Query, vector: Vectors, today: dt.date) -> list[Candidate]:
        """The best candidates for one query vector of shape (dimension,), best first."""
        limits, ranking = self._settings.candidates, self._settings.ranking
        size = len(self._index.items)
        near, nearest = self._index.vectors.search(vector[None, :], limits.entries)
        cosine = np.full(size, ranking.cosine_floor, dtype=np.float32)
        entry = np.full(size, -1, dtype=np.int64)
        for value, row in zip(near[0], nearest[0], strict=True):
            item = self._index.entry_items[row]
            if row >= 0 and value > cosine[item]:
                cosine[item], entry[item] = value, row
        words, word_entry = self._words(query)
        entry = np.where(entry < 0, word_entry, entry)
        weights = ranking.weights
        score = (
            weights.cosine * (cosine - ranking.cosine_floor) * ranking.cosine_scale
            + weights.words * words
            + self._standing
        )
        found = np.flatnonzero(entry >= 0)
        found = found[np.argsort(-score[found], kind="stable")][: limits.items]
        asked = frozenset(tokens(query.words))
        candidates = [
            Candidate(
                item=int(item),
                score=float(score[item]) + self._corrections(int(item), asked, today),
                cosine=float(cosine[item]),
                words=float(words[item]),
                entry=int(entry[item]),
            )
            for item in found
        ]
        return sorted(candidates, key=lambda candidate: -candidate.score)[: limits.hits]

    def _words(self, query: Query) -> tuple[Scores, npt.NDArray[np.int64]]:
        """Per item: the share of the question's weight its best entry covers, and that entry."""
        size = len(self._index.items)
        share = np.zeros(size, dtype=np.float32)
        best = np.full(size, -1, dtype=np.int64)
        scores = self._index.lexical.scores(query.words)
        hit = np.flatnonzero(scores > 0)
        if hit.size == 0:
            return share, best
        top = hit[np.argsort(-scores[hit], kind="stable")][: 8 * self._settings.candidates.items]
        for row in top:
            item = self._index.entry_items[row]
            if best[item] < 0:
                best[item] = row
                share[item] = scores[row]
        return share, best

    def _corrections(self, position: int, asked: frozenset[str], today: dt.date) -> float:
        """What is worth computing for the best candidates only."""
        item, weights = self._index.items[position], self._settings.ranking.weights
        value = weights.excess * self._index.lexical.excess(item.title, asked)
        return value if item.validity.holds_on(today) else value + weights.expired
