"""Find the words of a lexicon that a damaged word may stand for, along a trie."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.repair.channel import LETTERS, Channel
from knowledge.plans.repair.constants import FLOOR, MAX_READ, SEARCH_WIDTH


@dataclass(frozen=True)
class Found:
    """Words (ids of the vocabulary) with log P(read | word), best first; equal shapes (k,)."""

    words: NDArray[np.int64]
    scores: NDArray[np.float64]


class Lexicon:
    """A trie over the words that repair may write.

    Nodes are numbered breadth first, so that the children of a node lie side by side.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        allowed = set(LETTERS)
        root: dict[str, dict] = {}  # type: ignore[type-arg]
        for number, word in enumerate(vocabulary):
            if word and set(word) <= allowed:
                node = root
                for char in word:
                    node = node.setdefault(char, {})
                node[""] = number  # type: ignore[assignment]
        index = {letter: number for number, letter in enumerate(LETTERS)}
        self._letter, self._word, starts = [0], [-1], []
        level: list[dict] = [root]  # type: ignore[type-arg]
        count = 1
        while level:
            following = []
            for node in level:
                starts.append(count)
                for char, child in node.items():
                    if char:
                        self._letter.append(index[char])
                        self._word.append(child.get("", -1))
                        following.append(child)
                        count += 1
            level = following
        self._letters = np.array(self._letter)
        self._words = np.array(self._word)
        self._starts = np.array([*starts, count])

    def search(self, read: str, channel: Channel, ends: bool = False) -> list[Found]:
        """Words that ``read``, or its beginnings, may stand for.

        Args:
            read: what OCR made of the word, case kept.
            channel: how letters are damaged.
            ends: also the words for the beginnings of ``read``.

        Returns:
            With ``ends``, one entry for each length 1 to len(read) of the beginning; otherwise
            one entry, for all of ``read``.
        """
        m = len(read)
        emit = np.full((MAX_READ + 1, len(LETTERS), m + 1), FLOOR * 2)
        for start in range(m + 1):
            for k in range(min(MAX_READ, m - start) + 1):
                emit[k, :, start] = channel.column(read[start : start + k])
        nodes = np.array([0])
        score = np.full((1, m + 1), -np.inf)
        score[0, 0] = 0.0
        wanted = range(1, m + 1) if ends else range(m, m + 1)
        hits: list[list[tuple[NDArray[np.int64], NDArray[np.float64]]]] = [[] for _ in wanted]
        while len(nodes):
            nodes, score = self._grow(nodes, score, emit)
            words = self._words[nodes]
            for hit, end in zip(hits, wanted, strict=True):
                good = (words >= 0) & (score[:, end] > FLOOR * 1.5)
                hit.append((words[good], score[good, end]))
        return [_best(hit) for hit in hits]

    def _grow(
        self,
        nodes: NDArray[np.int64],
        score: NDArray[np.float64],
        emit: NDArray[np.float64],
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """One letter further down: children of ``nodes`` that are still hopeful."""
        first, count = self._starts[nodes], self._starts[nodes + 1] - self._starts[nodes]
        parents = np.repeat(np.arange(len(nodes)), count)
        offsets = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        children = first[parents] + offsets
        if not len(children):
            return children, np.empty((0, score.shape[1]))
        m = score.shape[1] - 1
        before, letters = score.take(parents, axis=0), self._letters[children]
        after = before + emit[0].take(letters, axis=0)
        for k in range(1, min(MAX_READ, m) + 1):
            own = emit[k].take(letters, axis=0)
            own += before
            np.maximum(after[:, k:], own[:, : m + 1 - k], out=after[:, k:])
        peak = after.max(axis=1)
        hopeful = peak > max(peak.max() - SEARCH_WIDTH, 2 * FLOOR)
        return children[hopeful], after[hopeful]


def _best(hits: list[tuple[NDArray[np.int64], NDArray[np.float64]]]) -> Found:
    words = np.concatenate([words for words, _scores in hits])
    scores = np.concatenate([scores for _words, scores in hits])
    order = np.argsort(-scores)
    return Found(words[order], scores[order])
