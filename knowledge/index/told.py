"""What a record tells from end to end, by words and pairs of words.

Names and citizens' phrases say what a record is about; a question may be about a detail that only
its steps or conditions speak of.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, load_npz, save_npz

from knowledge.index.entries import Entry, Item
from knowledge.text import strings_in, tokens

_HELD, _FEATURES = "held.npz", "features.npy"
# Where a record is from and which laws it rests on is not what it tells.
_ASIDE = ("checked_on", "source", "legal_basis")


def build_told(folder: Path, items: Sequence[Item], entries: Iterable[Entry]) -> None:
    """Save under ``folder`` what each of ``items`` tells, with the ``entries`` that lead to it."""
    texts = [list(_told(item)) for item in items]
    for entry in entries:
        texts[entry.item].append(entry.text)
    told = [np.unique([*_hashed(some)]).astype(np.uint32) for some in texts]
    features, columns = np.unique(np.concatenate(told), return_inverse=True)
    ends = np.cumsum([0, *map(len, told)])
    ones = np.ones(len(columns), dtype=np.float32)
    held = csr_array((ones, columns.astype(np.int32), ends), shape=(len(told), len(features)))
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / _FEATURES, features)
    save_npz(folder / _HELD, held, compressed=False)


class Told:
    """A loaded table of shape (items, features); a feature is the hash of a word or of a pair."""

    def __init__(self, folder: Path) -> None:
        self._features: npt.NDArray[np.uint32] = np.load(folder / _FEATURES)
        self._held = load_npz(folder / _HELD)
        items = self._held.shape[0]
        spread = np.bincount(self._held.indices, minlength=len(self._features))
        self._weights = np.log1p((items - spread + 0.5) / (spread + 0.5)).astype(np.float32)

    def shares(self, text: str, items: Sequence[int]) -> npt.NDArray[np.float32]:
        """(items,) share of the weight of ``text`` that each of ``items`` tells, 0 to 1.

        The rarer a word or a pair, the heavier; what no record tells weighs nothing.
        """
        asked = np.unique([*_hashed([text])]).astype(np.uint32)
        columns = np.flatnonzero(np.isin(self._features, asked, assume_unique=True))
        weights = self._weights[columns]
        told = self._held[list(items)][:, columns] @ weights
        return np.asarray(told / (weights.sum() or 1.0), dtype=np.float32)


def _told(item: Item) -> Iterator[str]:
    return strings_in({k: v for k, v in item.payload.items() if k not in _ASIDE})


def _hashed(texts: Iterable[str]) -> Iterator[int]:
    for text in texts:
        words = tokens(text)
        for word in words:
            yield crc32(word.encode())
        for pair in pairwise(words):
            yield crc32(" ".join(pair).encode())
