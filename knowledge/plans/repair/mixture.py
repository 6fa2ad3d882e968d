"""How likely words are one after the other: plan language and all clean text together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.plans.repair.language import EDGE_ID, Floats, Ids, Trigrams


@dataclass(frozen=True)
class Mixture:
    """The plan-language model and the model of all clean text, mixed; ``general`` may lack.

    ``share`` is the weight of ``general``.
    """

    domain: Trigrams
    general: Trigrams | None
    share: float = 0.0

    @property
    def unigram(self) -> Floats:
        """P(w) of every word in the widest text that there is, shape (V,)."""
        return (self.general or self.domain).unigram

    def log(self, u: Ids, v: Ids, w: Ids) -> NDArray[np.float64]:
        """Log P(w | u, v) for arrays of word ids that broadcast together."""
        probability = self.domain.probability(u, v, w)
        if self.general is not None:
            other = self.general.probability(u, v, w)
            probability = (1 - self.share) * probability + self.share * other
        result: NDArray[np.float64] = np.log(probability)
        return result

    def log_pairs(self, v: Ids, w: Ids) -> NDArray[np.float64]:
        """Log P(w | v), shape (len(v), len(w)), for each of ``v`` before each of ``w``."""
        return self.log(np.array([[EDGE_ID]]), v[:, None], w[None, :])
