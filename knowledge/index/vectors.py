"""Which kind of FAISS index holds the vectors: exact while that is quick, inverted lists beyond.

A ward with the whole national catalogue has some 15,000 entries and is searched exactly. The lists
are for whoever holds far more; 'python -m tests.benchmarks.million' measures them.
"""

import math
from typing import Any

import faiss
import numpy as np

from knowledge.index.encoder import Vectors

# An exact search reads every vector: 50,000 of 384 dimensions are 77 MB, 5 to 10 ms on one thread.
EXACT_UP_TO = 50_000
# 16-bit floats halve the memory and hardly move a cosine; with 8 bits near copies change places.
STORED_AS = faiss.ScalarQuantizer.QT_fp16
# Lists in proportion to the root of the size (the FAISS guidelines), and which share of them is
# searched at the sizes for which it was measured.
LISTS_PER_ROOT = 2
PROBES = 64
# K-means sees this many vectors a list and goes over them so often: more hardly changes the lists.
TRAINED_PER_LIST = 40
ROUNDS = 10
_SEED = 7


def vector_index(vectors: Vectors) -> Any:
    """A FAISS index by inner product of ``vectors``, shape (n, dimension), in their order."""
    size, dimension = vectors.shape
    if size <= EXACT_UP_TO:
        flat = faiss.IndexFlatIP(dimension)
        flat.add(vectors)
        return flat
    lists = 2 ** round(math.log2(LISTS_PER_ROOT * math.sqrt(size)))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension), dimension, lists, STORED_AS, faiss.METRIC_INNER_PRODUCT, False
    )
    index.cp.niter = ROUNDS
    sample = np.random.default_rng(_SEED).choice(
        size, min(size, TRAINED_PER_LIST * lists), replace=False
    )
    index.train(vectors[np.sort(sample)])
    index.add(vectors)
    index.nprobe = min(PROBES, lists)
    # Single rows are read back, by the search inside a plan.
    index.make_direct_map()
    return index
