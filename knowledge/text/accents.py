"""Guess the accents of text typed without them, from how the installation's own texts write.

A bigram model over syllables with interpolated back-off and a Viterbi search. It is a help for the
encoder, never a replacement: what people typed is searched as well.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from knowledge.text.normalise import clean, fold, syllables

# Weights of bigram, unigram and a floor for the unseen; chosen on eval/no-accent.tsv.
BIGRAM_WEIGHT = 0.85
UNIGRAM_WEIGHT = 0.149
FLOOR = 1e-9
# Rarer readings of a syllable and rarer pairs are noise and memory.
MIN_UNIGRAM = 2
MIN_BIGRAM = 2
START = ""


class AccentRestorer:
    """Restores the likeliest accents; words it never saw stay as typed."""

    def __init__(self, unigrams: dict[str, int], bigrams: dict[str, dict[str, int]]) -> None:
        self._unigrams = unigrams
        self._bigrams = bigrams
        self._total = sum(unigrams.values()) or 1
        self._followers = {word: sum(some.values()) for word, some in bigrams.items()}
        self._readings: dict[str, list[str]] = defaultdict(list)
        for word in unigrams:
            self._readings[fold(word)].append(word)

    @classmethod
    def train(cls, texts: Iterable[tuple[str, int]]) -> Self:
        """Learn from ``(text, weight)`` pairs of accented Vietnamese."""
        unigrams: Counter[str] = Counter()
        bigrams: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text, weight in texts:
            before = START
            for word in syllables(text):
                unigrams[word] += weight
                bigrams[before][word] += weight
                before = word
        kept = {word: count for word, count in unigrams.items() if count >= MIN_UNIGRAM}
        pairs = {
            before: {word: n for word, n in after.items() if n >= MIN_BIGRAM and word in kept}
            for before, after in bigrams.items()
            if before in kept or before == START
        }
        return cls(kept, {before: after for before, after in pairs.items() if after})

    def restore(self, text: str) -> str:
        """``text`` in lower case with its likeliest accents; accented words are kept as typed."""
        words = syllables(clean(text))
        # best[reading] = (log probability, the words so far)
        best: dict[str, tuple[float, tuple[str, ...]]] = {START: (0.0, ())}
        for word in words:
            typed_accents = fold(word) != word
            readings = [word] if typed_accents else self.readings(word) or [word]
            best = {
                reading: max(
                    (score + self.cost(before, reading), (*path, reading))
                    for before, (score, path) in best.items()
                )
                for reading in readings
            }
        return " ".join(max(best.values())[1]) if words else ""

    def readings(self, folded: str) -> list[str]:
        """The known words that are ``folded`` without their accents."""
        return self._readings.get(folded, [])

    def follows(self, before: str, word: str) -> float:
        """How often ``word`` comes right after ``before``: 0 never, 1 always."""
        return self._bigrams.get(before, {}).get(word, 0) / self._followers.get(before, 1)

    def in_a_million(self, word: str) -> float:
        """How often ``word`` stands among a million words of the texts."""
        return self._unigrams.get(word, 0) / self._total * 1e6

    def cost(self, before: str, word: str) -> float:
        """The log probability of ``word`` after ``before``."""
        pair = self.follows(before, word)
        alone = self._unigrams.get(word, 0) / self._total
        return math.log(BIGRAM_WEIGHT * pair + UNIGRAM_WEIGHT * alone + FLOOR)

    def save(self, path: Path) -> None:
        """Write the counts as JSON."""
        data = {"unigrams": self._unigrams, "bigrams": self._bigrams}
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what ``save`` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["unigrams"], data["bigrams"])
