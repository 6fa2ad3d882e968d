"""Interpolated Kneser-Ney trigrams over syllables, in sorted numpy arrays."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.repair.constants import (
    MAX_VOCABULARY,
    MAX_WORD_LETTERS,
    MIN_FOREIGN_COUNT,
    MIN_WORD_COUNT,
)
from knowledge.plans.tokens import NUMBER, sentences
from knowledge.text.syllable_shape import is_syllable

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

UNKNOWN_ID, EDGE_ID, NUMBER_ID = 0, 1, 2
RESERVED = ("<unk>", "<s>", NUMBER)


@dataclass(frozen=True)
class Counted:
    """Words of clean text as numbers: ``words[ids]``, each sentence between ``EDGE_ID``.

    ``capital`` and ``small`` count how often a word stood so inside sentences, shape (words,).
    """

    words: tuple[str, ...]
    ids: Ids
    capital: Ids
    small: Ids


_CAPITAL, _SMALL, _NEITHER = 1, 2, 0


def count_words(texts: Iterable[str]) -> Counted:
    """Number the words of ``texts``, small letters; ids follow first sight after the reserved."""
    index = {word: number for number, word in enumerate(RESERVED)}
    stream, cases = array("i", [EDGE_ID]), array("b", [_NEITHER])
    for text in texts:
        for sentence in sentences(text):
            stream.extend([index.setdefault(word.lower(), len(index)) for word in sentence])
            stream.append(EDGE_ID)
            cases.append(_NEITHER)
            cases.extend(
                [_SMALL if w.islower() else _CAPITAL if w.istitle() else 0 for w in sentence[1:]]
            )
            cases.append(_NEITHER)
    ids = np.frombuffer(stream, dtype=np.int32).astype(np.int64)
    case = np.frombuffer(cases, dtype=np.int8)
    capital, small = (
        np.bincount(ids[case == kind], minlength=len(index)) for kind in (_CAPITAL, _SMALL)
    )
    return Counted(tuple(index), ids, capital, small)


def capital_odds(vocabulary: Sequence[str], counted: Sequence[Counted]) -> NDArray[np.float32]:
    """Share of each word of ``vocabulary`` that is capitalised inside sentences, shape (V,)."""
    index = {word: number for number, word in enumerate(vocabulary)}
    capital, total = np.full(len(vocabulary), 0.2), np.full(len(vocabulary), 1.0)
    for text in counted:
        places = np.array([index.get(word, UNKNOWN_ID) for word in text.words])
        np.add.at(capital, places, text.capital)
        np.add.at(total, places, text.capital + text.small)
    share: Floats = (capital / total).astype(np.float32)
    return share


def choose_vocabulary(general: Counted, domain: Counted) -> tuple[str, ...]:
    """Reserved words, all words of the plan language, and the frequent ones of other text."""
    counts = np.bincount(general.ids, minlength=len(general.words))
    chosen = dict.fromkeys((*RESERVED, *domain.words))
    for number in np.argsort(-counts, kind="stable")[:MAX_VOCABULARY]:
        word = general.words[number]
        needed = MIN_WORD_COUNT if is_syllable(word) else MIN_FOREIGN_COUNT
        if counts[number] >= needed and len(word) <= MAX_WORD_LETTERS:
            chosen.setdefault(word)
    return tuple(chosen)


def renumber(counted: Counted, vocabulary: Sequence[str]) -> Ids:
    """The ids of ``counted`` in terms of ``vocabulary``; what it lacks is ``UNKNOWN_ID``."""
    index = {word: number for number, word in enumerate(vocabulary)}
    table = np.array([index.get(word, UNKNOWN_ID) for word in counted.words], dtype=np.int64)
    renumbered: Ids = table[counted.ids]
    return renumbered


@dataclass(frozen=True)
class Trigrams:
    """P(w | u, v) = a3(uvw) + g3(uv) (a2(vw) + g2(v) p1(w)), Kneser-Ney with three discounts.

    Shapes: ``unigram`` and ``unigram_gamma`` (V,), ``pairs``, ``pair_alpha`` and ``pair_gamma``
    (number of bigrams,), ``triples`` and ``triple_alpha`` (number of trigrams,). Keys are
    ``u * V + v`` and ``(u * V + v) * V + w``, ascending.
    """

    unigram: Floats
    unigram_gamma: Floats
    pairs: Ids
    pair_alpha: Floats
    pair_gamma: Floats
    triples: Ids
    triple_alpha: Floats

    @classmethod
    def count(cls, ids: Ids, size: int) -> Self:
        """Count the model from word ids below ``size`` with ``EDGE_ID`` between sentences.

        Source: Chen and Goodman 1999, modified Kneser-Ney.
        """
        first, second, third = ids[:-2], ids[1:-1], ids[2:]
        whole = second != EDGE_ID
        triples, counts = np.unique(
            ((first * size + second) * size + third)[whole], return_counts=True
        )
        raw_pairs, raw_counts = np.unique(ids[:-1] * size + ids[1:], return_counts=True)
        context, triple_alpha, gamma = _discount(triples, counts, size)
        pair_gamma = np.ones(len(raw_pairs), dtype=np.float32)
        pair_gamma[np.searchsorted(raw_pairs, context)] = gamma
        followed, kinds = np.unique(triples % (size * size), return_counts=True)
        pair_counts = np.zeros(len(raw_pairs), dtype=np.int64)
        pair_counts[np.searchsorted(raw_pairs, followed)] = kinds
        edges = raw_pairs // size == EDGE_ID
        pair_counts[edges] = raw_counts[edges]
        pair_counts = np.maximum(pair_counts, 1)
        context, pair_alpha, gamma = _discount(raw_pairs, pair_counts, size)
        unigram_gamma = np.ones(size, dtype=np.float32)
        unigram_gamma[context] = gamma
        kinds_before = np.bincount(raw_pairs % size, minlength=size) + 0.1
        return cls(
            unigram=(kinds_before / kinds_before.sum()).astype(np.float32),
            unigram_gamma=unigram_gamma,
            pairs=raw_pairs,
            pair_alpha=pair_alpha,
            pair_gamma=pair_gamma,
            triples=triples,
            triple_alpha=triple_alpha,
        )

    def probability(self, u: Ids, v: Ids, w: Ids) -> NDArray[np.float64]:
        """P(w | u, v) for arrays of ids that broadcast together; never 0."""
        size = len(self.unigram)
        low = self.unigram_gamma[v] * self.unigram[w]
        low = low + _at(self.pairs, self.pair_alpha, v * size + w, 0.0)
        context = u * size + v
        gamma = _at(self.pairs, self.pair_gamma, context, 1.0)
        high = _at(self.triples, self.triple_alpha, context * size + w, 0.0)
        result: NDArray[np.float64] = (high + gamma * low).astype(np.float64)
        return result


def _discount(keys: Ids, counts: Ids, size: int) -> tuple[Ids, Floats, Floats]:
    """Contexts of n-gram ``keys``, the discounted share of each, and what the contexts give on."""
    n1, n2, n3, n4 = (max(int((counts == n).sum()), 1) for n in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    steps = np.array([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])
    discount = np.clip(steps, 0.0, [0, 0.95, 1.9, 2.85])[np.minimum(counts, 3)]
    contexts, inverse = np.unique(keys // size, return_inverse=True)
    totals = np.bincount(inverse, weights=counts)
    gamma = np.bincount(inverse, weights=discount) / totals
    alpha = (counts - discount) / totals[inverse]
    return contexts, alpha.astype(np.float32), np.maximum(gamma, 1e-3).astype(np.float32)


def _at(keys: Ids, values: Floats, wanted: Ids, default: float) -> Floats:
    if len(keys) == 0:
        return np.full(wanted.shape, default, dtype=np.float32)
    # The arrays' own methods: numpy's functions of the same names cost more than the search.
    place = keys.searchsorted(wanted)
    same = keys.take(place, mode="clip") == wanted
    found: Floats = np.where(same, values.take(place, mode="clip"), np.float32(default))
    return found
