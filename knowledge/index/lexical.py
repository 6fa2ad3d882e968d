"""BM25 over folded words, so that a question without accents matches as well as one with."""

from collections.abc import Collection
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from knowledge.text import tokens

# Short texts of similar length: length should hardly count. Chosen on eval sets C, D and E.
K1 = 1.2
B = 0.4


def build_lexical(folder: Path, texts: list[str]) -> None:
    """Index ``texts`` in order and save under ``folder``."""
    retriever = bm25s.BM25(method="lucene", k1=K1, b=B)
    retriever.index([tokens(text) for text in texts], show_progress=False)
    folder.mkdir(parents=True, exist_ok=True)
    retriever.save(str(folder))


class Lexical:
    """A loaded BM25 index that can also say how much of a question it could match at best."""

    def __init__(self, folder: Path) -> None:
        self._retriever = bm25s.BM25.load(str(folder))
        columns = self._retriever.scores
        self._size = int(columns["num_docs"])
        starts = columns["indptr"][:-1]
        self._best = np.maximum.reduceat(
            columns["data"], np.minimum(starts, len(columns["data"]) - 1)
        )
        self._rarest = float(self._best.max())

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """(entries,) share of the weight of ``text``'s words that each entry covers, 0 to about 1.

        A word that no entry holds weighs as much as the rarest word: what nobody here ever wrote
        about is a sign that the question is about something else.
        """
        words = tokens(text)
        known = [word for word in words if word in self._retriever.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        weight = sum(self._weight(word) for word in words)
        share: npt.NDArray[np.float32] = self._retriever.get_scores(known) / np.float32(weight)
        return share

    def weights(self, text: str) -> dict[str, float]:
        """The words of ``text``, each with its weight: the rarer, the heavier."""
        return {word: self._weight(word) for word in tokens(text)}

    def excess(self, name: str, asked: Collection[str]) -> float:
        """Share of the weight of ``name``'s words that ``asked`` does not say, 0 to 1.

        Tells 'Đăng ký khai sinh' from 'Đăng ký khai sinh lưu động' when nobody said 'lưu động'.
        """
        weights = self.weights(name)
        missing = sum(weight for word, weight in weights.items() if word not in asked)
        return missing / (sum(weights.values()) or 1.0)

    def _weight(self, word: str) -> float:
        column = self._retriever.vocab_dict.get(word)
        return self._rarest if column is None else float(self._best[column])
