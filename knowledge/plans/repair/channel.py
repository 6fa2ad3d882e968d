"""How OCR damages letters: each true character was read as 0 to 3 characters, learned by EM."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.folding import fold
from knowledge.plans.repair.constants import EM_ROUNDS, FAMILY_SHARE, MAX_READ, PRIOR_SHARE

WordPairs = Mapping[tuple[str, str], float]
"""How often the true word (second, small letters) was read as the first, case as read."""

LETTERS: Final = tuple(
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz&-"
)
"""True characters of the words that can be restored."""

_BASES: Final = tuple(fold(letter) for letter in LETTERS)
_SAME, _TWIN, _SHAPE, _NEAR, _OTHER = 0.45, 0.25, 0.1, 0.01, 2e-4
_LOST, _DOUBLED, _TRIPLED = 4e-3, 2e-4, 2e-5
_HALF_ALIKE, _SPECK = 20.0, 10.0
_SHAPES: Final = {
    "0": "o", "6": "o", "9": "o", "b": "o", "Q": "o", "1": "li", "I": "li", "|": "li", "!": "i",
    "4": "ađ", "@": "đ", "P": "đ", "5": "s", "j": "yi",
}  # fmt: skip
"""Signs that scans of Times New Roman make of letters ('10ng' is 'lồng', 'Pang' is 'Đảng'); a
plain letter stands for its marked forms too, 'đ' for itself."""
_TWINS: Final = (
    "il1|j!tỉ",
    "o0q6dóơ",
    "uwvưnứ",
    "đpd",
    "e€¢cé",
    "aáẩ4&",
    "s5$",
    "b6h",
    "y¥v",
    "gq9",
    "rt",
    "mn",
)


@dataclass
class Channel:
    """Log probabilities of what each of ``LETTERS`` is read as.

    ``table`` has shape (letters, strings): row of a true letter, column of a read string.
    ``unseen``, shape (letters,), is what the learning left to strings that it never saw.
    """

    strings: dict[str, int]
    table: NDArray[np.float32]
    unseen: NDArray[np.float32]
    _columns: dict[str, NDArray[np.float32]] = field(default_factory=dict, repr=False)

    def column(self, read: str) -> NDArray[np.float32]:
        """Log P(``read`` | letter) for every letter, shape (letters,)."""
        number = self.strings.get(read)
        if number is not None:
            column: NDArray[np.float32] = self.table[:, number]
            return column
        if read not in self._columns:
            self._columns[read] = self.unseen + np.log(_prior(read)).astype(np.float32)
        return self._columns[read]


def train_channel(pairs: WordPairs) -> Channel:
    """Learn the channel from word pairs by expectation-maximisation.

    Pairs with letters outside ``LETTERS``, or far too long for each other, are left out.
    """
    index = {letter: number for number, letter in enumerate(LETTERS)}
    usable = {
        pair: count
        for pair, count in pairs.items()
        if all(char in index for char in pair[1]) and len(pair[0]) <= MAX_READ * len(pair[1])
    }
    strings: dict[str, int] = {"": 0}
    for read, _true in usable:
        for start in range(len(read)):
            for length in range(1, MAX_READ + 1):
                if start + length <= len(read):
                    strings.setdefault(read[start : start + length], len(strings))
    prior = np.stack([_prior(string) for string in strings], axis=1)
    whole = prior.sum(axis=1, keepdims=True)
    prior /= whole
    batches = _batches(usable, index, strings)
    probability = prior.copy()
    for _round in range(EM_ROUNDS):
        expected = np.zeros_like(probability)
        for batch in batches:
            batch.expect(probability, expected)
        uses = expected.sum(axis=1, keepdims=True) + 1.0
        probability = _mixed((expected + prior) / uses, prior)
    # What no pair holds keeps its place in the same sum, else it would outdo what was counted.
    unseen = _mixed(1 / uses, np.ones_like(uses)) / whole
    return Channel(
        strings,
        np.log(probability + 1e-12).astype(np.float32),
        np.log(unseen[:, 0]).astype(np.float32),
    )


def _mixed(seen: NDArray[np.float64], prior: NDArray[np.float64]) -> NDArray[np.float64]:
    """What was ``seen`` of each letter, with the share of its family and that of shapes."""
    own = 1.0 - PRIOR_SHARE - FAMILY_SHARE
    return own * seen + FAMILY_SHARE * _families(seen) + PRIOR_SHARE * prior


def _families(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each letter's row replaced by the mean over its family (a, á, ă, ấ …; đ is no d)."""
    names = [
        letter if letter == "đ" else base for letter, base in zip(LETTERS, _BASES, strict=True)
    ]
    result = np.empty_like(rows)
    for name in set(names):
        members = [number for number, other in enumerate(names) if other == name]
        result[members] = rows[members].mean(axis=0)
    return result


def _prior(read: str) -> NDArray[np.float64]:
    """P(``read`` | letter) by the look of letters alone, shape (letters,); not normalised."""
    if read == "":
        return np.full(len(LETTERS), _LOST)
    if len(read) == 1:
        return _look(read)
    halves = np.stack([_look(char) for char in read]).max(axis=0)
    base = _DOUBLED if len(read) == 2 else _TRIPLED  # noqa: PLR2004 - two characters
    if not read.isalnum():
        base *= _SPECK
    result: NDArray[np.float64] = base * (1.0 + _HALF_ALIKE * halves)
    return result


@cache
def _look(char: str) -> NDArray[np.float64]:
    """Likeness of ``char`` to every letter, shape (letters,)."""
    bare = fold(char)
    near = {base for twins in _TWINS if char.lower() in twins for base in fold(twins)}
    return np.array(
        [
            _alike(letter, base, char, bare, near)
            for letter, base in zip(LETTERS, _BASES, strict=True)
        ]
    )


def _alike(letter: str, base: str, read: str, bare: str, near: set[str]) -> float:
    if letter == read.lower():
        return _SAME
    if base == bare:
        return _TWIN
    shapes = _SHAPES.get(read, "")
    if letter in shapes or (letter != "đ" and base in shapes):
        return _SHAPE
    return _NEAR if base in near else _OTHER


@dataclass(frozen=True)
class _Batch:
    """Word pairs of the same two lengths: n true letters, m read characters.

    Shapes: ``letters`` (pairs, n); ``reads`` (pairs, m + 1, MAX_READ + 1), the column of the
    string of that length which starts there, -1 past the end; ``weights`` (pairs,).
    """

    letters: NDArray[np.int64]
    reads: NDArray[np.int64]
    weights: NDArray[np.float64]

    def expect(self, probability: NDArray[np.float64], expected: NDArray[np.float64]) -> None:
        """Add the expected uses of every (letter, string) to ``expected``."""
        count, n = self.letters.shape
        m = self.reads.shape[1] - 1
        emit = probability[self.letters[:, :, None, None], self.reads[:, None, :, :]]
        emit = emit * (self.reads[:, None, :, :] >= 0)
        forward = np.zeros((n + 1, count, m + 1))
        forward[0, :, 0] = 1.0
        for i in range(n):
            for k in range(min(MAX_READ, m) + 1):
                forward[i + 1, :, k:] += forward[i, :, : m + 1 - k] * emit[:, i, : m + 1 - k, k]
        backward = np.zeros((n + 1, count, m + 1))
        backward[n, :, m] = 1.0
        for i in reversed(range(n)):
            for k in range(min(MAX_READ, m) + 1):
                backward[i, :, : m + 1 - k] += emit[:, i, : m + 1 - k, k] * backward[i + 1, :, k:]
        scale = self.weights / np.maximum(forward[n, :, m], 1e-300)
        for i in range(n):
            for k in range(min(MAX_READ, m) + 1):
                used = forward[i, :, : m + 1 - k] * emit[:, i, : m + 1 - k, k]
                used = used * backward[i + 1, :, k:] * scale[:, None]
                rows = np.broadcast_to(self.letters[:, i, None], used.shape)
                np.add.at(expected, (rows, self.reads[:, : m + 1 - k, k]), used)


def _batches(
    pairs: WordPairs, index: Mapping[str, int], strings: Mapping[str, int]
) -> list[_Batch]:
    groups: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for read, true in pairs:
        groups[len(true), len(read)].append((read, true))
    batches = []
    for members in groups.values():
        reads = [
            [
                [
                    strings[read[start : start + k]] if start + k <= len(read) else -1
                    for k in range(MAX_READ + 1)
                ]
                for start in range(len(read) + 1)
            ]
            for read, _true in members
        ]
        letters = [[index[char] for char in true] for _read, true in members]
        weights = [pairs[member] for member in members]
        batches.append(_Batch(np.array(letters), np.array(reads), np.array(weights, dtype=float)))
    return batches


def count_pairs(pairs: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Count word pairs in the form that the channel is trained on."""
    return Counter((channel_form(read), true.lower()) for read, true in pairs)


def channel_form(read: str) -> str:
    """Words all in capitals are seen in small letters; else the case tells ('P' is a 'Đ')."""
    return read.lower() if len(read) > 1 and read.isupper() else read
