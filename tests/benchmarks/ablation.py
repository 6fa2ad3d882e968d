"""What each ingredient earns: ``python -m tests.benchmarks.ablation KNOWLEDGE``.

One ingredient is taken out at a time, with everything else, weights and thresholds too, as it is.
That measures what the search loses today, not how well one could do without after tuning again.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np

from knowledge.evaluating import Tally, evaluate, own_questions, own_refusals
from knowledge.evaluating.questions import REFUSED
from knowledge.index import Encoder, Entry, EntryField, Index, Item, load_encoder, load_index
from knowledge.index.encoder import Vectors
from knowledge.index.lexical import Lexical, build_lexical
from knowledge.index.vector_cache import VectorCache
from knowledge.index.vectors import vector_index
from knowledge.records import RecordKind
from knowledge.search import Searcher, query
from knowledge.search.plans import PlanSearch
from knowledge.search.settings import SearchSettings
from knowledge.text import AccentRestorer
from tests.benchmarks.page import table, write_section

TODAY = dt.date(2026, 11, 22)


class Remembering:
    """An encoder that makes the vector of a question once, for all variants."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimension = encoder.name, encoder.dimension
        self.passages = encoder.passages
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def queries(self, texts: Sequence[str]) -> Vectors:
        """As the encoder's own."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.queries([text])[0]
        return np.stack([self._known[text] for text in texts])


class Ablation:
    """Variants of one search; each gives its tallies."""

    def __init__(self, knowledge: Path) -> None:
        self._cache = knowledge / "vectors.db"
        self._encoder = Remembering(load_encoder(folder=knowledge / "model"))
        self._index = load_index(knowledge / "index", self._encoder.name)
        self._settings = SearchSettings.default()

    def variants(self) -> Iterator[tuple[str, Callable[[], dict[str, Tally]]]]:
        """Name and measurement of each, the whole first."""
        yield "everything", self._measure
        yield "accents restored before encoding", partial(self._measure, during=_no_accents)
        yield "citizens' phrases as entries", partial(self._without_entries, EntryField.PHRASE)
        yield "support of several near entries", partial(self._weightless, "support")
        yield "names weighed apart", partial(self._weightless, "name_cosine", "name_words")
        yield "words (BM25)", partial(self._weightless, "words", "name_words")
        yield "vectors", partial(self._weightless, "cosine", "name_cosine", "support")
        yield "standing of commune and own records", partial(self._weightless, "commune", "own")
        yield "what the record tells inside", partial(self._weightless, "told")
        yield "words of the name that nobody said", partial(self._weightless, "excess")
        yield "courtesies cut off", partial(self._measure, during=_courtesies_kept)
        yield "kinds of questions to refuse", self._without_refusals
        yield "a named plan searched by its own measure", partial(self._measure, during=_no_plans)
        yield "the adapter (plain e5-small instead)", self._plain_encoder

    def _measure(
        self,
        index: Index | None = None,
        encoder: Encoder | None = None,
        settings: SearchSettings | None = None,
        during: Callable[[], AbstractContextManager[Any]] = nullcontext,
    ) -> dict[str, Tally]:
        with during():
            searcher = Searcher(
                index or self._index,
                encoder or self._encoder,
                settings or self._settings,
                today=lambda: TODAY,
            )
            return evaluate(searcher, [*own_questions(), *own_refusals()]).ours

    def _weightless(self, *names: str) -> dict[str, Tally]:
        ranking = self._settings.ranking
        weights = ranking.weights.model_copy(update=dict.fromkeys(names, 0.0))
        changed = ranking.model_copy(update={"weights": weights})
        return self._measure(settings=self._settings.model_copy(update={"ranking": changed}))

    def _plain_encoder(self) -> dict[str, Tally]:
        plain = load_encoder()
        texts = [entry.text for entry in self._index.entries]
        vectors = VectorCache(self._cache).passages(plain, texts, _say_progress)
        return self._measure(replace(self._index, vectors=vector_index(vectors)), plain)

    def _without_entries(self, left_out: EntryField) -> dict[str, Tally]:
        return self._measure(self._reduced(lambda entry, _item: entry.field is not left_out))

    def _without_refusals(self) -> dict[str, Tally]:
        kept = self._reduced(lambda _entry, item: item.kind is not RecordKind.REFUSAL)
        return self._measure(kept)

    def _reduced(self, keep: Callable[[Entry, Item], bool]) -> Index:
        """The index with fewer entries; items stay where they are."""
        index = self._index
        rows = [row for row, one in enumerate(index.entries) if keep(one, index.items[one.item])]
        entries = [index.entries[row] for row in rows]
        with TemporaryDirectory() as folder:
            build_lexical(Path(folder), [entry.text for entry in entries])
            lexical = Lexical(Path(folder))
        vectors = index.vectors.reconstruct_n(0, index.vectors.ntotal)[rows]
        return replace(
            index,
            entries=entries,
            entry_items=index.entry_items[rows],
            vectors=vector_index(vectors),
            lexical=lexical,
        )


@contextmanager
def _no_accents() -> Iterator[None]:
    with patch.object(AccentRestorer, "restore", lambda _self, text: text):
        yield


@contextmanager
def _courtesies_kept() -> Iterator[None]:
    with patch.object(query, "without_courtesies", lambda text: text):
        yield


@contextmanager
def _no_plans() -> Iterator[None]:
    with patch.object(PlanSearch, "find", lambda *_: iter(())):
        yield


def main() -> None:
    """Measure every variant and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("knowledge", type=Path, help="the folder knowledge of a data folder")
    rows = []
    for name, measure in Ablation(parser.parse_args().knowledge).variants():
        rows.append(_row(name, measure()))
        sys.stderr.write(f"{rows[-1]}\n")
    heading = ["without", "R@1", "R@3", "right of answered", "answered or asked back"]
    write_section("ablation", table([*heading, "refusals answered falsely"], rows))


def _row(name: str, tallies: dict[str, Tally]) -> list[object]:
    ours = tallies["all"]
    figures = [ours.recall(1), ours.recall(3), ours.right_of_answered(), ours.served()]
    return [name, *figures, tallies[REFUSED].answered_share()]


def _say_progress(done: int, total: int) -> None:
    sys.stderr.write(f"\rplain vectors: {done}/{total}")


if __name__ == "__main__":
    main()
