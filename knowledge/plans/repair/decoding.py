"""Search the likeliest words behind the pieces of a paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.repair.constants import BEAM, LANGUAGE_WEIGHT
from knowledge.plans.repair.judging import Choice, judge
from knowledge.plans.repair.language import EDGE_ID, Ids
from knowledge.plans.repair.mixture import Mixture
from knowledge.plans.repair.splitting import Option

_NO_WORD = -1


@dataclass
class _Beam:
    """Partial readings: last two words, score, and how they were reached; shape (readings,)."""

    u: Ids
    v: Ids
    score: NDArray[np.float64]
    parent: Ids
    taken: Ids


def decode(
    pieces: Sequence[Sequence[Option]], stops: Sequence[bool], model: Mixture
) -> list[Choice]:
    """The best option of each piece of a paragraph, together with what came near it.

    Args:
        pieces: the options of each piece.
        stops: whether a sentence ends after each piece.
        model: gives the likelihood of words in sequence.
    """
    start = np.array([EDGE_ID])
    beams = [_Beam(start, start, np.zeros(1), start, start)]
    for options, stop in zip(pieces, stops, strict=True):
        beams.append(_step(beams[-1], options, stop, model))
    place = int(np.argmax(beams[-1].score))
    taken: list[int] = []
    for beam in reversed(beams[1:]):
        taken.append(int(beam.taken[place]))
        place = int(beam.parent[place])
    taken.reverse()
    return judge(pieces, stops, taken, model)


def _step(beam: _Beam, options: Sequence[Option], stop: bool, model: Mixture) -> _Beam:
    shape = (len(beam.score), len(options))
    channel = np.array([option.score for option in options])
    total = beam.score[:, None] + channel[None, :]
    # As columns for as long as they are the same for all options: so much less to look up.
    u, v = beam.u[:, None], beam.v[:, None]
    for position in range(max(len(option.words) for option in options)):
        words = np.array(
            [o.words[position] if position < len(o.words) else _NO_WORD for o in options]
        )
        there = np.flatnonzero(words != _NO_WORD)
        w = words[None, there]
        before = (u, v) if position == 0 else (u[:, there], v[:, there])
        total[:, there] += LANGUAGE_WEIGHT * model.log(*before, w)
        u, v = np.broadcast_to(u, shape).copy(), np.broadcast_to(v, shape).copy()
        u[:, there], v[:, there] = v[:, there], w
    if stop:
        u, v = np.full(shape, EDGE_ID), np.full(shape, EDGE_ID)
    u, v = np.broadcast_to(u, shape), np.broadcast_to(v, shape)
    return _keep(u.ravel(), v.ravel(), total.ravel(), len(options))


def _keep(u: Ids, v: Ids, total: NDArray[np.float64], width: int) -> _Beam:
    """The best readings, one for each pair of last words."""
    order = np.argsort(-total, kind="stable")[: BEAM * 6]
    seen: set[tuple[int, int]] = set()
    kept: list[int] = []
    for place in order:
        state = (int(u[place]), int(v[place]))
        if state not in seen:
            seen.add(state)
            kept.append(int(place))
            if len(kept) == BEAM:
                break
    chosen = np.array(kept)
    return _Beam(u[chosen], v[chosen], total[chosen], chosen // width, chosen % width)
