"""The figures of an evaluation: accuracy, precision, recall, F1. Undefined is None, never 0."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Case:
    """One sentence asked: ``said`` may be nlu_fallback, ``best`` is the best intent before that."""

    variant: str
    text: str
    intent: str
    said: str
    best: str
    confidence: float

    @property
    def right(self) -> bool:
        """Whether what was said is what was meant."""
        return self.said == self.intent

    def as_row(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def ratio(part: int, whole: int) -> float | None:
    """``part`` / ``whole``, None of nothing."""
    return round(part / whole, 4) if whole else None


def _median(values: list[float]) -> float | None:
    return round(median(values), 2) if values else None


def summary(cases: list[Case]) -> dict[str, Any]:
    """Accuracy with and without the fallback, and how sure the model was."""
    return {
        "n": len(cases),
        "accuracy": ratio(sum(c.right for c in cases), len(cases)),
        "best_guess": ratio(sum(c.best == c.intent for c in cases), len(cases)),
        "fallback": sum(c.said == "nlu_fallback" for c in cases),
        "confidence_right": _median([c.confidence for c in cases if c.best == c.intent]),
        "confidence_wrong": _median([c.confidence for c in cases if c.best != c.intent]),
    }


def by_intent(cases: list[Case]) -> dict[str, dict[str, Any]]:
    """Precision, recall and F1 of each intent over all variants."""
    meant = Counter(c.intent for c in cases)
    said = Counter(c.said for c in cases)
    right = Counter(c.intent for c in cases if c.right)
    table = {}
    for intent in sorted(meant):
        p, r = ratio(right[intent], said[intent]), ratio(right[intent], meant[intent])
        f = round(2 * p * r / (p + r), 4) if p and r else (None if p is None else 0.0)
        table[intent] = {"p": p, "r": r, "f": f, "n": meant[intent]}
    return table
