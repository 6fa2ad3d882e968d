"""Search inside one plan, when the question says which, or inside all when it must be one of them.

All windows of a plan share its words ('tuyên truyền', 'cải cách hành chính', the ward's name), so
what is rare is counted within the plan, by words and by pairs of them; and the encoder compares
the question with the whole window, with its nearest sentence, and with what its elements answer.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from knowledge.index import EntryField, Index
from knowledge.index.encoder import Vectors
from knowledge.records import RecordKind
from knowledge.search.settings import PlanWeights
from knowledge.text import tokens

Pair = tuple[str, str]
T = TypeVar("T", bound=Hashable)
_Weighed = list[tuple[T, float]]
# 'UBND phường Hải Hòa' is called 'Hải Hòa': these words say what kind of body it is.
_BODY_WORDS = frozenset(
    tokens(
        "ủy ban nhân dân UBND HĐND sở ban văn phòng phường xã thị trấn quận huyện tỉnh thành phố tp"
    )
)
_NUMBER = re.compile(r"\d+[a-z]?/[a-z-]+")
# Words that name a plan rather than what is in it.
_NAMING = frozenset(tokens("kế hoạch năm tuyên truyền cải cách hành chính CCHC theo trong của"))


@dataclass
class _Window:
    position: int
    words: set[str] = field(default_factory=set)
    pairs: set[Pair] = field(default_factory=set)
    rows: defaultdict[EntryField, list[int]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class _Question:
    """Words and pairs of a question with their weights; ``asked`` are those not of the name."""

    words: _Weighed[str]
    pairs: _Weighed[Pair]
    asked: _Weighed[str]


@dataclass(frozen=True)
class _Plan:
    names: tuple[tuple[str, ...], ...]
    number: str | None
    windows: list[_Window]
    word_weights: dict[str, float]
    pair_weights: dict[Pair, float]
    rarest: float
    own: frozenset[str]

    def is_named(self, words: list[str], text: str) -> bool:
        if self.number and self.number in text:
            return True
        return any(holds(words, name) for name in self.names)

    def weigh(self, words: list[str]) -> _Question:
        """``words`` of a question as this plan weighs them, once for all its windows."""
        asked = [word for word in words if word not in self.own and word not in _NAMING]
        return _Question(
            _weighed(words, self.word_weights, self.rarest),
            _weighed(pairwise(words), self.pair_weights, self.rarest),
            _weighed(asked, self.word_weights, self.rarest),
        )


@dataclass(frozen=True)
class PlanHit:
    """A window's score on the scale of all items, and the entry nearest to the question."""

    position: int
    score: float
    cosine: float
    words: float
    entry: int


class PlanSearch:
    """Knows the imported plans of one index; ``files`` are theirs."""

    def __init__(self, index: Index, weights: PlanWeights) -> None:
        self._index = index
        self._weights = weights
        self._vectors: dict[int, Vectors] = {}
        by_file: defaultdict[str, list[int]] = defaultdict(list)
        for position, item in enumerate(index.items):
            if item.kind is RecordKind.PLAN and not item.own:
                by_file[item.file].append(position)
        rows = _rows_of(index, {position for some in by_file.values() for position in some})
        self._plans = [self._plan(positions, rows) for positions in by_file.values()]
        self.files = frozenset(by_file)

    def find(self, text: str, vector: Vectors) -> Iterator[PlanHit]:
        """Score the windows of every plan that ``text`` (folded) names."""
        words = tokens(text)
        for plan in self._plans:
            if plan.is_named(words, text):
                yield from self._scores(plan, words, vector)

    def find_anywhere(self, text: str, vector: Vectors) -> Iterator[PlanHit]:
        """Score the windows of all plans for a ``text`` that asks about one without a name."""
        words = tokens(text)
        for plan in self._plans:
            for hit in self._scores(plan, words, vector):
                yield replace(hit, score=hit.score + self._weights.unnamed)

    def _scores(self, plan: _Plan, words: list[str], vector: Vectors) -> Iterator[PlanHit]:
        question = plan.weigh(words)
        return (self._score(window, question, vector) for window in plan.windows)

    def _score(self, window: _Window, question: _Question, vector: Vectors) -> PlanHit:
        weights = self._weights
        nearest = {
            kind: max((float(self._vectors[row] @ vector), row) for row in rows)
            for kind, rows in window.rows.items()
        }
        whole, by = nearest[EntryField.BODY]
        sentence = nearest.get(EntryField.SENTENCE, (whole, by))
        role = nearest.get(EntryField.ROLE, (weights.no_role, by))
        covered = _share(question.asked, window.words)
        near = (
            whole
            + weights.sentence * sentence[0]
            + weights.role * role[0]
            + weights.words * _share(question.words, window.words)
            + weights.pairs * _share(question.pairs, window.pairs)
        )
        score = weights.base + weights.slope * (near - weights.zero) + weights.covered * covered
        return PlanHit(window.position, score, whole, covered, max(sentence, role)[1])

    def _plan(self, positions: list[int], rows: dict[int, list[int]]) -> _Plan:
        windows = [self._window(position, rows[position]) for position in positions]
        item = self._index.items[positions[0]]
        called = [tuple(place_in(name)) for name in item.payload["called"]]
        names = tuple(name for name in dict.fromkeys(called) if name)
        number = "".join(tokens(item.code)) if item.code else None
        return _Plan(
            names=names,
            number=number if number and _NUMBER.fullmatch(number) else None,
            windows=windows,
            word_weights=_rarity([window.words for window in windows]),
            pair_weights=_rarity([window.pairs for window in windows]),
            rarest=_rare(len(windows), 0),
            own=frozenset(word for name in names for word in name),
        )

    def _window(self, position: int, rows: list[int]) -> _Window:
        window = _Window(position)
        for row in rows:
            entry = self._index.entries[row]
            words = tokens(entry.text)
            window.words.update(words)
            window.pairs.update(pairwise(words))
            window.rows[entry.field].append(row)
            self._vectors[row] = self._index.vectors.reconstruct(row)
        return window


def _rows_of(index: Index, positions: set[int]) -> dict[int, list[int]]:
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, position in enumerate(index.entry_items.tolist()):
        if position in positions:
            rows[position].append(row)
    return rows


def place_in(name: str) -> list[str]:
    """Folded words of a body's ``name`` that say where it is."""
    return [word for word in tokens(name) if word not in _BODY_WORDS]


def holds(words: Sequence[str], place: Sequence[str]) -> bool:
    """Whether the words of ``place`` stand in ``words`` in a row; there must be some."""
    size = len(place)
    ends = range(len(words) - size + 1) if size else ()
    return any(list(words[at : at + size]) == list(place) for at in ends)


def _rarity(sets: Sequence[set[T]]) -> dict[T, float]:
    spread = Counter(one for some in sets for one in some)
    return {one: _rare(len(sets), count) for one, count in spread.items()}


def _rare(windows: int, count: int) -> float:
    return math.log(1 + (windows - count + 0.5) / (count + 0.5))


def _weighed(asked: Iterable[T], weights: dict[T, float], rarest: float) -> _Weighed[T]:
    return [(one, weights.get(one, rarest)) for one in asked]


def _share(asked: _Weighed[T], told: set[T]) -> float:
    """Share of the weight of ``asked`` that ``told`` covers, 0 to 1."""
    total = covered = 0.0
    for one, weight in asked:
        total += weight
        covered += weight * (one in told)
    return covered / total if total else 0.0
