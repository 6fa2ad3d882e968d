"""What is counted for one method on one slice, and the figures that come of it."""

from dataclasses import dataclass, field

import numpy as np

from knowledge.search import Verdict

RANKS = (1, 3, 10)
NOT_FOUND = 10**6
_NAN = float("nan")


@dataclass
class Tally:
    """Ranks of the first right hit, and how the questions ended.

    Every share is a number from 0 to 1, and not a number when there is nothing to share.
    """

    ranks: list[int] = field(default_factory=list)
    answered_right: int = 0
    answered_wrong: int = 0
    clarified: int = 0
    abstained: int = 0

    def count(self, rank: int, verdict: Verdict | None, *, has_answer: bool) -> None:
        """Count one question; a method that only ranks gives no ``verdict``."""
        if has_answer:
            self.ranks.append(rank)
        match verdict:
            case Verdict.ANSWERED if rank == 0:
                self.answered_right += 1
            case Verdict.ANSWERED:
                self.answered_wrong += 1
            case Verdict.CLARIFY:
                self.clarified += 1
            case Verdict.NO_SOURCE | Verdict.OUT_OF_SCOPE | Verdict.EXPIRED_SOURCE:
                self.abstained += 1
            case None:
                pass

    @property
    def answered(self) -> int:
        """Questions that were answered, rightly or not."""
        return self.answered_right + self.answered_wrong

    @property
    def total(self) -> int:
        """Questions that ended in one way or another."""
        return self.answered + self.clarified + self.abstained

    def recall(self, k: int) -> float:
        """Share with a right hit among the first ``k``."""
        return _share(sum(rank < k for rank in self.ranks), len(self.ranks))

    def mrr(self) -> float:
        """Mean reciprocal rank within the first ten."""
        if not self.ranks:
            return _NAN
        return float(np.mean([1 / (rank + 1) if rank < max(RANKS) else 0.0 for rank in self.ranks]))

    def right_of_answered(self) -> float:
        """Of what was answered, the share that was right."""
        return _share(self.answered_right, self.answered)

    def answered_share(self) -> float:
        """Share that was answered; of questions to be refused, the share answered falsely."""
        return _share(self.answered, self.total)

    def served(self) -> float:
        """Share that was answered or asked back."""
        return _share(self.answered + self.clarified, self.total)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else _NAN
