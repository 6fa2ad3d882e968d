"""What others would find: BM25, the plain embedding, and a Haystack pipeline of both.

All see the same rows: names and texts, which any installation has, and none of our phrases.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.evaluating.tally import RANKS
from knowledge.index import EntryField, Item, load_encoder
from knowledge.index.encoder import Vectors
from knowledge.index.vector_cache import VectorCache
from knowledge.search import Searcher
from knowledge.text import clean

log = logging.getLogger(__name__)


# Gives rows of the index, best first, for a question and its plain vector.
Finder = Callable[[str, Vectors], Iterable[int]]


@dataclass(frozen=True)
class Peers:
    """The peers' finders by name; ``embed`` makes the plain vector that some of them take."""

    searcher: Searcher
    finders: dict[str, Finder]
    plain: "PlainVectors"

    def find(self, text: str) -> dict[str, list[Item]]:
        """The first items of each peer."""
        vector = self.plain.query(text)
        return {
            name: _items(self.searcher, finder(text, vector))
            for name, finder in self.finders.items()
        }


class PlainVectors:
    """The bundled encoder without our adapter, and its vectors of some rows of an index."""

    def __init__(self, searcher: Searcher, rows: list[int], cache: Path) -> None:
        self._encoder = load_encoder()
        texts = [searcher.index.entries[row].text for row in rows]
        self.rows = np.array(rows)
        self.vectors = VectorCache(cache).passages(self._encoder, texts, lambda _done, _all: None)

    def query(self, text: str) -> Vectors:
        """The unit vector of a question, shape (dimension,)."""
        vectors = self._encoder.queries([clean(text)])
        return vectors.reshape(-1)


def peers_of(searcher: Searcher, cache: Path) -> Peers:
    """The peers over what ``searcher`` holds; ``cache`` keeps the plain vectors."""
    plain = PlainVectors(searcher, name_rows(searcher), cache)
    rows = plain.rows

    def by_words(text: str, _vector: Vectors) -> Iterable[int]:
        scores = searcher.index.lexical.scores(text)[rows]
        return _best_first(rows, scores)

    def by_cosine(_text: str, vector: Vectors) -> Iterable[int]:
        return _best_first(rows, plain.vectors @ vector)

    finders: dict[str, Finder] = {"bm25": by_words, "embedding": by_cosine}
    try:
        from knowledge.evaluating.hybrid import HaystackHybrid
    except ImportError:
        log.warning("haystack-ai is not installed, so it is left out; it comes with the extra dev")
    else:
        texts = [searcher.index.entries[row].text for row in rows]
        finders["haystack"] = HaystackHybrid(rows.tolist(), texts, plain.vectors)
    return Peers(searcher, finders, plain)


def name_rows(searcher: Searcher) -> list[int]:
    """Rows of the entries that any installation has: names and texts."""
    kept = (EntryField.NAME, EntryField.BODY)
    return [row for row, entry in enumerate(searcher.index.entries) if entry.field in kept]


def _best_first(rows: npt.NDArray[np.int64], scores: npt.NDArray[np.float32]) -> Iterable[int]:
    return map(int, rows[np.argsort(-scores, kind="stable")])


def _items(searcher: Searcher, rows: Iterable[int]) -> list[Item]:
    index = searcher.index
    seen: dict[int, Item] = {}
    for row in rows:
        position = int(index.entry_items[row])
        seen.setdefault(position, index.items[position])
        if len(seen) == max(RANKS):
            break
    return list(seen.values())
