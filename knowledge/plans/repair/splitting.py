"""Words that lost the blank between them ('cachhanh', 'S&Nbi'), taken apart again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.repair.channel import Channel
from knowledge.plans.repair.constants import (
    CANDIDATES,
    GLUED,
    LANGUAGE_WEIGHT,
    MAX_GLUED_LETTERS,
    MIN_GLUED_LETTERS,
    SPLITS,
)
from knowledge.plans.repair.language import EDGE_ID, Ids
from knowledge.plans.repair.lexicon import Lexicon
from knowledge.plans.repair.mixture import Mixture


@dataclass(frozen=True)
class Option:
    """One reading of a piece: word ids (none for marks) and log P(read | words)."""

    words: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class _Way:
    """A beginning of what was read, taken apart; ``total`` counts the likelihood of the words."""

    total: float
    option: Option


def may_be_glued(read: str) -> bool:
    """Whether ``read`` is long enough for two words; a sign inside is often where they met."""
    least = MIN_GLUED_LETTERS if read[1:-1].isalnum() else MIN_GLUED_LETTERS - 1
    return least <= len(read) <= MAX_GLUED_LETTERS


def splits(
    read: str,
    lexicon: Lexicon,
    channel: Channel,
    model: Mixture,
    costs: NDArray[np.float64],
) -> list[Option]:
    """The best ways to see ``read`` as two words or more that lost their blanks.

    ``costs``, shape (V,), are of words that are no Vietnamese. Options count them from the second
    word on: the first one is weighed with its letter case, as single words are.
    """
    alone = LANGUAGE_WEIGHT * np.log(model.unigram) + costs
    ways: list[list[_Way]] = [[] for _ in range(len(read) + 1)]
    ways[0] = [_Way(0.0, Option((), 0.0))]
    for start in range(len(read)):
        if not ways[start]:
            continue
        endings = lexicon.search(read[start:], channel, ends=True)
        for length, found in enumerate(endings, start=1):
            if length < len(read):
                order = np.argsort(-(found.scores + alone[found.words]))[:CANDIDATES]
                words, scores = found.words[order], found.scores[order] + _seam(read, start)
                ways[start + length] += _longer(ways[start], words, scores, costs, model)
        for end in range(start + 1, len(read) + 1):
            ways[end] = _best(ways[end])
    return [way.option for way in ways[-1]]


def _longer(
    ways: list[_Way],
    words: Ids,
    scores: NDArray[np.float64],
    costs: NDArray[np.float64],
    model: Mixture,
) -> list[_Way]:
    """The best of ``ways`` with one of ``words`` after it."""
    before = np.array([way.option.words[-1] if way.option.words else EDGE_ID for way in ways])
    totals = scores + costs[words] + LANGUAGE_WEIGHT * model.log_pairs(before, words)
    totals += np.array([[way.total] for way in ways])
    longer = []
    for place in np.argsort(-totals, axis=None)[:SPLITS]:
        row, n = divmod(int(place), len(words))
        option, word = ways[row].option, int(words[n])
        score = float(scores[n] + (costs[word] if option.words else 0.0))
        longer.append(
            _Way(float(totals[row, n]), Option((*option.words, word), option.score + score))
        )
    return longer


def _best(ways: list[_Way]) -> list[_Way]:
    """The best ways, those of the same words once."""
    kept: dict[tuple[int, ...], _Way] = {}
    for way in sorted(ways, key=lambda way: -way.total):
        kept.setdefault(way.option.words, way)
    return list(kept.values())[:SPLITS]


def _seam(read: str, start: int) -> float:
    """Cost of a word that begins at ``start`` without a blank; a capital inside tells of one."""
    if start == 0 or (read[start].isupper() and not read[start - 1].isupper()):
        return 0.0
    return GLUED
