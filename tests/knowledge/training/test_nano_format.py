"""The engine's model file is read and written without losing a bit."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import KnowledgeError
from knowledge.training.nano_format import BUNDLED, NanoModel, dequantise_rows, quantise_rows


def test_written_again_it_is_the_same_file(tmp_path: Path) -> None:
    copy = tmp_path / "copy.bin"
    NanoModel.read(BUNDLED).write(copy)
    assert copy.read_bytes() == BUNDLED.read_bytes()


def test_weights_on_the_grid_stay_where_they_are() -> None:
    tensor = NanoModel.read(BUNDLED).tensors["l3.fi.w"]
    assert np.array_equal(quantise_rows(tensor.matrix(384)), tensor.data)


def test_rounding_moves_a_weight_by_half_a_grid_step_at_most() -> None:
    values = np.random.default_rng(1).normal(size=(64, 96)).astype(np.float32)
    back = dequantise_rows(quantise_rows(values), 96)
    blocks = values.reshape(-1, 32)
    steps = np.abs(blocks).max(axis=1, keepdims=True) / 8
    # The far end of the grid opposite to the largest weight is one step short.
    assert (np.abs(back.reshape(-1, 32) - blocks) <= steps * 1.01).all()


def test_zeros_stay_zeros() -> None:
    assert not dequantise_rows(quantise_rows(np.zeros((4, 64), np.float32)), 64).any()


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"not a model" * 10)
    with pytest.raises(KnowledgeError, match=r"other\.bin"):
        NanoModel.read(other)
