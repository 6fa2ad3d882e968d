"""Small indexes are exact; large ones find nearly the same at a fraction of the cost."""

import faiss
import numpy as np
import pytest

from knowledge.index import vectors as kinds
from knowledge.index.encoder import Vectors
from knowledge.index.vectors import vector_index

DIMENSION = 32
SIZE = 12_000


@pytest.fixture
def some() -> Vectors:
    """Unit vectors in clusters, as texts about a few hundred matters are."""
    random = np.random.default_rng(3)
    centres = random.standard_normal((300, DIMENSION))
    made = centres[np.arange(SIZE) % 300] + 0.3 * random.standard_normal((SIZE, DIMENSION))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def test_a_ward_s_index_is_searched_exactly(some: Vectors) -> None:
    made = vector_index(some)
    assert isinstance(made, faiss.IndexFlat)
    assert made.search(some[:5], 1)[1][:, 0].tolist() == [0, 1, 2, 3, 4]


def test_a_large_index_is_searched_by_lists_and_misses_little(
    some: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = vector_index(some).search(some[:100], 10)[1]
    monkeypatch.setattr(kinds, "EXACT_UP_TO", SIZE - 1)
    made = vector_index(some)
    assert isinstance(made, faiss.IndexIVF)
    found = made.search(some[:100], 10)[1]
    same = [len(set(a) & set(b)) for a, b in zip(found, exact, strict=True)]
    assert sum(same) / exact.size >= 0.97


def test_single_rows_of_a_large_index_are_read_back_after_saving(
    some: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "EXACT_UP_TO", SIZE - 1)
    kept = faiss.deserialize_index(faiss.serialize_index(vector_index(some)))
    assert kept.reconstruct(77) == pytest.approx(some[77], abs=1e-3)
    assert kept.nprobe == min(kinds.PROBES, kept.nlist)
