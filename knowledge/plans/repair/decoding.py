"""Search the likeliest words behind the pieces of a paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.repair.constants import BEAM, LANGUAGE_WEIGHT
from knowledge.plans.repair.language import EDGE_ID, Ids
from knowledge.plans.repair.mixture import Mixture
from knowledge.plans.repair.splitting import Option

_NO_WORD = -1


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
    return _judge(pieces, stops, taken, model)


def _step(beam: _Beam, options: Sequence[Option], stop: bool, model: Mixture) -> _Beam:
    shape = (len(beam.score), len(options))
    u = np.broadcast_to(beam.u[:, None], shape)
    v = np.broadcast_to(beam.v[:, None], shape)
    channel = np.array([option.score for option in options])
    total = beam.score[:, None] + channel[None, :]
    for position in range(max(len(option.words) for option in options)):
        words = np.array(
            [o.words[position] if position < len(o.words) else _NO_WORD for o in options]
        )
        there = words != _NO_WORD
        w = np.broadcast_to(words[None, :], shape)[:, there]
        total[:, there] += LANGUAGE_WEIGHT * model.log(u[:, there], v[:, there], w)
        u, v = u.copy(), v.copy()
        u[:, there], v[:, there] = v[:, there], w
    if stop:
        u, v = np.full(shape, EDGE_ID), np.full(shape, EDGE_ID)
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


def _judge(
    pieces: Sequence[Sequence[Option]], stops: Sequence[bool], taken: Sequence[int], model: Mixture
) -> list[Choice]:
    """Weigh each chosen option against the others with its neighbours held."""
    words: list[int] = [EDGE_ID, EDGE_ID]
    spans = []
    for options, stop, number in zip(pieces, stops, taken, strict=True):
        spans.append((len(words), len(words) + len(options[number].words)))
        words += options[number].words
        words += [EDGE_ID, EDGE_ID] if stop else []
    words += [EDGE_ID, EDGE_ID]
    choices = []
    for options, number, (begin, end) in zip(pieces, taken, spans, strict=True):
        if len(options) == 1:
            choices.append(Choice(options[number], (), np.inf))
            continue
        before, after = words[begin - 2 : begin], words[end : end + 2]
        scores = _score(options, before, after, model)
        behind = scores[number] - scores
        order = [n for n in np.argsort(behind) if n != number]
        rivals = tuple(options[n] for n in order[:3])
        choice = Choice(options[number], rivals, float(behind[order[0]]))
        counts = len(choice.option.words)
        recount = next((n for n in order if len(options[n].words) != counts), None)
        if recount is not None:
            choice = replace(
                choice, recount=options[recount], recount_margin=float(behind[recount])
            )
        choices.append(choice)
    return choices


def _score(
    options: Sequence[Option], before: list[int], after: list[int], model: Mixture
) -> NDArray[np.float64]:
    rows: list[tuple[int, int, int]] = []
    owners: list[int] = []
    for owner, option in enumerate(options):
        line = [*before, *option.words, *after]
        for n in range(2, len(line)):
            rows.append((line[n - 2], line[n - 1], line[n]))
            owners.append(owner)
    u, v, w = np.array(rows).T
    logs = model.log(u, v, w)
    logs[w == EDGE_ID] = 0.0
    scores = np.array([option.score for option in options])
    np.add.at(scores, np.array(owners), LANGUAGE_WEIGHT * logs)
    return scores
