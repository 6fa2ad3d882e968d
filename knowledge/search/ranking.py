"""Score every record once, by all that speaks for it."""

import datetime as dt
import re
from dataclasses import dataclass, replace

import numpy as np

from knowledge.index import Index
from knowledge.index.encoder import Vectors
from knowledge.records import RecordKind
from knowledge.search.features import Evidence, gather_evidence
from knowledge.search.plan_talk import asks_about_a_plan
from knowledge.search.plans import PlanSearch
from knowledge.search.query import Query
from knowledge.search.settings import SearchSettings
from knowledge.text import fold, tokens
from knowledge.text.old_units import OldUnits

# The portal still lists the district's twin of a commune's procedure, without a last day.
DISTRICTS_ENDED = dt.date(2025, 7, 1)
_WORDS_OF_A_NAME = 2
_DISTRICT = re.compile(r"\b(tai|cua) cap huyen\b")


@dataclass(frozen=True)
class Candidate:
    """An item with its score; ``entry`` is the text that led to it.

    ``covered`` is the share of the question's words, by weight, that all texts leading to the item
    hold between them; what is not worth correcting has none counted. ``one_of`` marks a place in
    one of the plans, where the question says not which.
    """

    item: int
    score: float
    cosine: float
    words: float
    entry: int
    covered: float = 0.0
    one_of: bool = False


class Ranker:
    """Scores candidates of one index."""

    def __init__(self, index: Index, settings: SearchSettings) -> None:
        self._index = index
        self._limits = settings.candidates
        self._ranking = settings.ranking
        self._as_near = settings.decision.lead
        weights = settings.ranking.weights
        self._entries = np.bincount(index.entry_items, minlength=len(index.items)).tolist()
        self._plans = PlanSearch(index, settings.plans)
        self._told: dict[int, frozenset[str]] = {}
        self._standing = [
            weights.commune * item.commune + weights.own * item.own for item in index.items
        ]

    def rank(self, query: Query, vector: Vectors, today: dt.date) -> list[Candidate]:
        """The best candidates for one query vector of shape (dimension,), best first."""
        words = self._index.lexical.scores(query.words)
        found, floor = gather_evidence(
            self._index, vector, words, self._limits.near_entries, self._limits.word_entries
        )
        scored = [
            Candidate(
                position,
                self._score(position, item, floor),
                item.cosine(floor),
                item.words,
                item.by,
            )
            for position, item in found.items()
        ]
        scored = self._with_named_plans(scored, query, vector)
        scored.sort(key=lambda candidate: -candidate.score)
        asked = self._index.lexical.weights(query.words)
        subject = {word: asked[word] for word in query.subject if word in asked} or asked
        best = [
            self._corrected(candidate, asked, subject, today)
            for candidate in scored[: self._limits.items]
        ]
        best = self._by_what_they_tell(query, best)
        if today >= DISTRICTS_ENDED:
            best = self._communes_first(best)
        best.sort(key=lambda candidate: -candidate.score)
        return self._usual_first(best[: self._limits.hits], set(tokens(query.words)))

    def _by_what_they_tell(self, query: Query, found: list[Candidate]) -> list[Candidate]:
        """Records that tell more of the question come before others; their best score stays.

        Of a long story no record tells much, so that how much the best tells says nothing of how
        near it is. 'Lệ phí tạm trú bao nhiêu' asks of no detail: a name, and what is wanted of it.
        Kinds of questions to refuse tell nothing and stay as they are.
        """
        detailed = len(query.subject) > _WORDS_OF_A_NAME
        spoken = query.words if detailed else " ".join(query.subject)
        records = [one for one in found if not self._is_a(RecordKind.REFUSAL, one)]
        shares = self._index.told.shares(spoken, [one.item for one in records])
        weight = self._ranking.weights.told
        scores = [
            one.score + weight * share for one, share in zip(records, shares.tolist(), strict=True)
        ]
        shift = max((one.score for one in records), default=0.0) - max(scores, default=0.0)
        others = [one for one in found if self._is_a(RecordKind.REFUSAL, one)]
        return others + [
            replace(one, score=score + shift) for one, score in zip(records, scores, strict=True)
        ]

    def _usual_first(self, found: list[Candidate], said: set[str]) -> list[Candidate]:
        """A special case whose own words nobody said gives way to the usual one that is as near.

        'Báo tử ở đâu' means 'Đăng ký khai tử', not 'Đăng ký khai tử lưu động'.
        """
        if not found or self._index.items[found[0].item].kind is not RecordKind.PROCEDURE:
            return found
        special = set(tokens(self._index.items[found[0].item].title))
        for place, other in enumerate(found[1:], start=1):
            if found[0].score - other.score >= self._as_near:
                break
            usual = set(tokens(self._index.items[other.item].title))
            if usual < special and not (special - usual) & said:
                found[0], found[place] = (
                    replace(other, score=found[0].score),
                    replace(found[0], score=other.score),
                )
                break
        return found

    def _communes_first(self, found: list[Candidate]) -> list[Candidate]:
        """What speaks for a district's procedure speaks for its twin of the commune instead."""
        titles = [fold(self._index.items[candidate.item].title) for candidate in found]
        places = {title: place for place, title in enumerate(titles)}
        ranked = list(found)
        for place, title in enumerate(titles):
            twin = places.get(_DISTRICT.sub(r"\1 cap xa", title))
            if twin is None or twin == place:
                continue
            best = max(found[place].score, found[twin].score)
            ranked[twin] = replace(found[twin], score=best)
            behind = best + self._ranking.weights.of_districts
            ranked[place] = replace(found[place], score=min(found[place].score, behind))
        return ranked

    def _with_named_plans(
        self, scored: list[Candidate], query: Query, vector: Vectors
    ) -> list[Candidate]:
        """A plan that is named is searched by its own measure; its windows are scored by it.

        Where none is named though one must be meant, those that the ward holds are, and no other.
        """
        hits = list(self._plans.find(query.words, vector))
        one_of = not hits and self._may_mean_one_of_ours(query)
        if one_of:
            hits = list(self._plans.find_anywhere(query.words, vector))
            scored = [one for one in scored if not self._is_of_another(one)]
        windows = {
            hit.position: Candidate(hit.position, hit.score, hit.cosine, hit.words, hit.entry)
            for hit in hits
        }
        found = [one for one in scored if one.item not in windows] + list(windows.values())
        if not one_of:
            return found
        return [
            replace(one, one_of=True) if self._is_a(RecordKind.PLAN, one) else one for one in found
        ]

    def _is_a(self, kind: RecordKind, candidate: Candidate) -> bool:
        return self._index.items[candidate.item].kind is kind

    def _may_mean_one_of_ours(self, query: Query) -> bool:
        """Whether a plan that the ward holds is meant: no place is named that may have its own."""
        if not self._plans.files or not asks_about_a_plan(query.words):
            return False
        return not OldUnits.default().named_in(query.words)

    def _is_of_another(self, candidate: Candidate) -> bool:
        """A fact of a plan that the ward does not hold itself."""
        file = self._index.items[candidate.item].file
        return self._is_a(RecordKind.PLAN, candidate) and file not in self._plans.files

    def _score(self, position: int, item: Evidence, floor: float) -> float:
        weights, zero = self._ranking.weights, self._ranking.cosine_zero
        name = floor if item.name_cosine is None else item.name_cosine
        return (
            weights.cosine * (item.cosine(floor) - zero)
            + weights.name_cosine * (name - zero)
            + weights.support * (item.support(floor, self._entries[position]) - zero)
            + weights.words * item.words
            + weights.name_words * item.name_words
            + self._standing[position]
        )

    def _corrected(
        self,
        candidate: Candidate,
        asked: dict[str, float],
        subject: dict[str, float],
        today: dt.date,
    ) -> Candidate:
        """Add what is worth computing for the best candidates only."""
        item, weights = self._index.items[candidate.item], self._ranking.weights
        covered = self._covered(candidate.item, subject)
        score = candidate.score
        score += weights.excess * self._index.lexical.excess(item.title, asked)
        score += weights.uncovered * (1 - covered)
        if not item.validity.holds_on(today):
            score += weights.expired
        return replace(candidate, score=score, covered=covered)

    def _covered(self, item: int, asked: dict[str, float]) -> float:
        """Share of the weight of the words ``asked`` that all texts leading to ``item`` hold."""
        if item not in self._told:
            rows = np.flatnonzero(self._index.entry_items == item).tolist()
            texts = (self._index.entries[row].text for row in rows)
            self._told[item] = frozenset(word for text in texts for word in tokens(text))
        told = self._told[item]
        held = sum(weight for word, weight in asked.items() if word in told)
        return held / (sum(asked.values()) or 1.0)
