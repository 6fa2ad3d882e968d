"""What speaks for an item: gathered from its entries, so that each record is scored once."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from knowledge.index import EntryField, Index
from knowledge.index.encoder import Vectors

Scores = npt.NDArray[np.float32]
# An item's support is the mean of this many of its nearest entries: one phrase may be near by
# chance, three seldom are.
SUPPORT = 3


@dataclass
class Evidence:
    """Best values over one item's entries; ``by`` is the entry that led to it."""

    by: int
    cosines: list[float] = field(default_factory=list)
    name_cosine: float | None = None
    words: float = 0.0
    name_words: float = 0.0

    def cosine(self, floor: float) -> float:
        """The nearest entry's cosine."""
        return self.cosines[0] if self.cosines else floor

    def support(self, floor: float, entries: int) -> float:
        """Mean cosine of the nearest of the item's ``entries``; those not near are ``floor``."""
        wanted = min(SUPPORT, entries)
        nearest = self.cosines[:wanted]
        return (sum(nearest) + floor * (wanted - len(nearest))) / wanted


def gather_evidence(
    index: Index, vector: Vectors, words: Scores, near_entries: int, word_entries: int
) -> tuple[dict[int, Evidence], float]:
    """Evidence by item position, and the cosine floor: that of the farthest entry looked at.

    ``vector`` has shape (dimension,); ``words`` holds one score per entry.
    """
    found: dict[int, Evidence] = {}
    cosines, rows = index.vectors.search(vector[None, :], near_entries)
    for cosine, row in zip(cosines[0].tolist(), rows[0].tolist(), strict=True):
        if row < 0:
            break
        item = found.setdefault(int(index.entry_items[row]), Evidence(by=row))
        item.cosines.append(cosine)
        if item.name_cosine is None and index.entries[row].field is EntryField.NAME:
            item.name_cosine = cosine
    known = rows[0][rows[0] >= 0]
    floor = float(cosines[0][len(known) - 1]) if len(known) else 0.0
    _add_words(index, words, word_entries, found)
    return found, floor


def _add_words(index: Index, words: Scores, most: int, found: dict[int, Evidence]) -> None:
    hits = np.flatnonzero(words > 0)
    best_first = hits[np.argsort(-words[hits], kind="stable")][:most]
    by_name: defaultdict[int, float] = defaultdict(float)
    for row in best_first.tolist():
        position, share = int(index.entry_items[row]), float(words[row])
        item = found.setdefault(position, Evidence(by=row))
        item.words = max(item.words, share)
        if index.entries[row].field is EntryField.NAME:
            by_name[position] = max(by_name[position], share)
    for position, share in by_name.items():
        found[position].name_words = share
