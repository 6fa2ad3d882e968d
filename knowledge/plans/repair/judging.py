"""Weigh the chosen words of a paragraph against what else they may have been."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.repair.constants import LANGUAGE_WEIGHT
from knowledge.plans.repair.language import EDGE_ID
from knowledge.plans.repair.mixture import Mixture
from knowledge.plans.repair.splitting import Option


@dataclass(frozen=True)
class Choice:
    """The chosen option of a piece, its nearest rivals and how far behind the first one is.

    ``recount`` is the nearest option of another number of words, ``recount_margin`` behind.
    """

    option: Option
    rivals: tuple[Option, ...]
    margin: float
    recount: Option | None = None
    recount_margin: float = np.inf


def judge(
    pieces: Sequence[Sequence[Option]], stops: Sequence[bool], taken: Sequence[int], model: Mixture
) -> list[Choice]:
    """Weigh each chosen option against the others with its neighbours held.

    Args:
        pieces: the options of each piece.
        stops: whether a sentence ends after each piece.
        taken: the number of the chosen option of each piece.
        model: gives the likelihood of words in sequence.
    """
    words: list[int] = [EDGE_ID, EDGE_ID]
    spans = []
    for options, stop, number in zip(pieces, stops, taken, strict=True):
        spans.append((len(words), len(words) + len(options[number].words)))
        words += options[number].words
        words += [EDGE_ID, EDGE_ID] if stop else []
    words += [EDGE_ID, EDGE_ID]
    open_pieces = [
        (options, words[begin - 2 : begin], words[end : end + 2])
        for options, (begin, end) in zip(pieces, spans, strict=True)
        if len(options) > 1
    ]
    scores = _scores(open_pieces, model)
    return [
        _choice(options, number, next(scores))
        if len(options) > 1
        else Choice(options[number], (), np.inf)
        for options, number in zip(pieces, taken, strict=True)
    ]


def _choice(options: Sequence[Option], number: int, scores: NDArray[np.float64]) -> Choice:
    behind = scores[number] - scores
    order = [n for n in np.argsort(behind) if n != number]
    rivals = tuple(options[n] for n in order[:3])
    choice = Choice(options[number], rivals, float(behind[order[0]]))
    counts = len(choice.option.words)
    recount = next((n for n in order if len(options[n].words) != counts), None)
    if recount is None:
        return choice
    return replace(choice, recount=options[recount], recount_margin=float(behind[recount]))


def _scores(
    pieces: Sequence[tuple[Sequence[Option], list[int], list[int]]], model: Mixture
) -> Iterator[NDArray[np.float64]]:
    """Scores of the options of each of ``pieces`` between the two words before and after it.

    All are looked up at once: a call costs more than many words in it.
    """
    if not pieces:
        return iter(())
    rows: list[tuple[int, int, int]] = []
    owners: list[int] = []
    every = [option for options, _before, _after in pieces for option in options]
    owner = 0
    for options, before, after in pieces:
        for option in options:
            line = [*before, *option.words, *after]
            rows += zip(line, line[1:], line[2:], strict=False)
            owners += [owner] * (len(line) - 2)
            owner += 1
    u, v, w = np.array(rows).T
    logs = model.log(u, v, w)
    logs[w == EDGE_ID] = 0.0
    scores = np.array([option.score for option in every])
    np.add.at(scores, np.array(owners), LANGUAGE_WEIGHT * logs)
    ends = np.cumsum([len(options) for options, _before, _after in pieces])
    return iter(np.split(scores, ends[:-1]))
