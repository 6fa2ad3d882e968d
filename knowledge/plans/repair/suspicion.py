"""Find words that someone replaced blindly all over a text ('thông tin' → 'khu phố tin')."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.repair.constants import (
    COHESION,
    REPLACED_GAIN,
    REPLACED_SHARE,
    REPLACED_TIMES,
    SURPRISE,
)
from knowledge.plans.repair.language import EDGE_ID, NUMBER_ID, RESERVED, UNKNOWN_ID, Ids
from knowledge.plans.repair.mixture import Mixture

_WORD = re.compile(r"[^\W\d_]+|\d[\d./,%-]*|[.;:!?\n]")
_PLAIN_PAIR = re.compile(r"^[^\W\d_]+ [^\W\d_]+$")
_CONTEXT = 2


@dataclass(frozen=True)
class Offer:
    """To be confirmed: characters ``start`` to ``end`` of a line may mean ``suggested``."""

    start: int
    end: int
    found: str
    suggested: str

    @property
    def pair(self) -> tuple[str, str]:
        """Found and suggested in small letters: what staff decide about, wherever it stands."""
        return self.found.lower(), self.suggested.lower()


@dataclass(frozen=True)
class _Word:
    id: int
    line: int
    start: int
    end: int


def suspicions(
    texts: Sequence[str], vocabulary: Sequence[str], index: dict[str, int], model: Mixture
) -> dict[int, list[Offer]]:
    """Offers for the lines ``texts``, by position of the line.

    A pair of words is suspicious where it makes what follows or precedes very unlikely, and one
    and the same other word would make it likely in most of those places. Honest uses of the pair
    elsewhere in the text are left alone.
    """
    words = _words(texts, index)
    ids = np.array([word.id for word in words], dtype=np.int64)
    if len(ids) < 2 * _CONTEXT + 2:
        return {}
    offers: dict[int, list[Offer]] = defaultdict(list)
    for pair, places in _odd_pairs(ids, model).items():
        gains = np.stack([_gains(ids, place, len(vocabulary), model) for place in places])
        better = gains > REPLACED_GAIN
        votes = better.sum(axis=0)
        votes[[*range(len(RESERVED)), *pair]] = 0
        best = int(np.argmax(votes + np.clip(gains, 0, 50).mean(axis=0) / 100))
        if votes[best] < max(REPLACED_TIMES, REPLACED_SHARE * len(places)):
            continue
        for place in np.array(places)[better[:, best]]:
            first, second = words[place], words[place + 1]
            found = texts[first.line][first.start : second.end]
            if first.line == second.line and _PLAIN_PAIR.match(found) and found[1:].islower():
                offer = Offer(first.start, second.end, found, _cased(found, vocabulary[best]))
                offers[first.line].append(offer)
    return {line: sorted(found, key=lambda offer: offer.start) for line, found in offers.items()}


def apply_offers(text: str, offers: Sequence[Offer]) -> str:
    """``text`` with all ``offers`` taken; for search beside the text itself."""
    for offer in sorted(offers, key=lambda offer: -offer.start):
        text = text[: offer.start] + offer.suggested + text[offer.end :]
    return text


def _words(texts: Sequence[str], index: dict[str, int]) -> list[_Word]:
    found = [_Word(EDGE_ID, 0, 0, 0)] * _CONTEXT
    for line, text in enumerate(texts):
        for match in _WORD.finditer(text):
            word = match[0].lower()
            if word[0] in ".;:!?":
                number = EDGE_ID
            else:
                number = NUMBER_ID if word[0].isdigit() else index.get(word, UNKNOWN_ID)
            found.append(_Word(number, line, match.start(), match.end()))
        if not text.strip():
            found.append(_Word(EDGE_ID, line, 0, 0))
    return [*found, *[_Word(EDGE_ID, 0, 0, 0)] * _CONTEXT]


def _odd_pairs(ids: Ids, model: Mixture) -> dict[tuple[int, int], list[int]]:
    """Places of each word pair beside which the text is a surprise, where they are several."""
    odd: dict[tuple[int, int], list[int]] = defaultdict(list)
    after = model.log(ids[:-2], ids[1:-1], ids[2:])
    plain = len(RESERVED)
    for place in range(_CONTEXT, len(ids) - _CONTEXT - 1):
        first, second, following = int(ids[place]), int(ids[place + 1]), int(ids[place + 2])
        if min(first, second) < plain:
            continue
        before_odd = ids[place - 1] >= plain and after[place - 2] < -SURPRISE
        after_odd = following >= plain and after[place] < -SURPRISE
        if before_odd or after_odd:
            odd[first, second].append(place)
    return {
        pair: places
        for pair, places in odd.items()
        if len(places) >= REPLACED_TIMES and _cohesion(pair, model) > COHESION
    }


def _cohesion(pair: tuple[int, int], model: Mixture) -> float:
    """Log P(second | first): people replace by whole terms, not by chance neighbours."""
    edge, first, second = (np.array([number]) for number in (EDGE_ID, *pair))
    return float(model.log(edge, first, second)[0])


def _gains(ids: Ids, place: int, size: int, model: Mixture) -> NDArray[np.float64]:
    """How much likelier the text gets with each word instead of the pair at ``place``, (V,)."""
    u, v, r1, r2 = ids[place - 2], ids[place - 1], ids[place + 2], ids[place + 3]
    chain = ids[place - 2 : place + 4]
    old = model.log(chain[:-2], chain[1:-1], chain[2:]).sum()
    x = np.arange(size)
    full = np.ones(size, dtype=np.int64)
    new = model.log(full * u, full * v, x)
    new += model.log(full * v, x, full * r1) + model.log(x, full * r1, full * r2)
    return np.asarray(new - old)


def _cased(found: str, word: str) -> str:
    return word[0].upper() + word[1:] if found[0].isupper() else word
