"""What the classifier sees of a message: TF-IDF of n-grams of characters, words, word groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from components.lexicon import groups
from components.text import normalise

_WORD = r"(?u)\b\w+\b"


@dataclass
class Block:
    """One kind of n-grams with its TF-IDF weights; rows have length ``weight``."""

    analyzer: str
    ngrams: tuple[int, int]
    weight: float = 1.0
    vocabulary: list[str] = field(default_factory=list)
    idf: np.ndarray | None = None

    def _vectorizer(self) -> CountVectorizer:
        return CountVectorizer(
            analyzer=self.analyzer,
            ngram_range=self.ngrams,
            token_pattern=_WORD,
            min_df=1 if self.vocabulary else 2,
            vocabulary=self.vocabulary or None,
        )

    def fit(self, texts: list[str]) -> None:
        """Learn the n-grams that occur in two texts or more, and their weights."""
        self.vocabulary = []
        vectorizer = self._vectorizer()
        counts = vectorizer.fit_transform(texts)
        self.vocabulary = [str(ngram) for ngram in vectorizer.get_feature_names_out()]
        documents = np.diff(counts.tocsc().indptr)
        self.idf = np.log((1 + counts.shape[0]) / (1 + documents)) + 1
        self._ready = self._vectorizer()

    def transform(self, texts: list[str]) -> csr_matrix:
        """One row of (1 + ln count) · idf per text."""
        if not hasattr(self, "_ready"):
            self._ready = self._vectorizer()
        rows = self._ready.transform(texts).astype(np.float64)
        rows.data = 1 + np.log(rows.data)
        return normalize(rows.multiply(self.idf).tocsr()) * self.weight


class Features:
    """Characters and words of the normalised text, and the groups of the lexicon."""

    def __init__(self, group_weight: float) -> None:
        """``group_weight``: how much the lexicon counts beside the characters and the words."""
        self.written = [Block("char_wb", (1, 4)), Block("word", (1, 2))]
        self.meant = Block("word", (1, 3), group_weight)

    def fit(self, texts: list[str]) -> None:
        """Learn the n-grams of raw ``texts``."""
        clean = [normalise(text) for text in texts]
        for block in self.written:
            block.fit(clean)
        self.meant.fit([groups(text) for text in clean])

    def transform(self, texts: list[str]) -> csr_matrix:
        """One row per raw text."""
        clean = [normalise(text) for text in texts]
        written = [block.transform(clean) for block in self.written]
        return hstack([*written, self.meant.transform([groups(text) for text in clean])]).tocsr()

    def arrays(self) -> dict[str, Any]:
        """What was learned, for numpy's savez."""
        saved: dict[str, Any] = {}
        for i, block in enumerate([*self.written, self.meant]):
            saved[f"vocabulary{i}"] = np.array(block.vocabulary)
            saved[f"idf{i}"] = block.idf
        return saved

    def restore(self, saved: Any) -> None:
        """Take back what ``arrays`` gave."""
        for i, block in enumerate([*self.written, self.meant]):
            block.vocabulary = [str(ngram) for ngram in saved[f"vocabulary{i}"]]
            block.idf = saved[f"idf{i}"]
