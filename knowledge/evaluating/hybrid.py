"""Haystack's hybrid retrieval as its documentation puts it together: BM25 and vectors, joined."""

import os
from collections.abc import Iterable, Sequence

# Set before the import: an evaluation tells nobody that it runs.
os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore

from knowledge.index.encoder import Vectors
from knowledge.text import fold

# Each retriever gives so many rows, so that ten different items are left after joining.
TOP = 40


class HaystackHybrid:
    """Words without accents on both sides, as our own BM25 has them, and plain e5 vectors."""

    def __init__(self, rows: Sequence[int], texts: Sequence[str], vectors: Vectors) -> None:
        store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        store.write_documents(
            [
                Document(id=str(row), content=fold(text), embedding=vector.tolist())
                for row, text, vector in zip(rows, texts, vectors, strict=True)
            ]
        )
        self._pipeline = Pipeline()
        self._pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=TOP))
        self._pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store, top_k=TOP))
        self._pipeline.add_component("joined", DocumentJoiner("reciprocal_rank_fusion"))
        self._pipeline.connect("words", "joined")
        self._pipeline.connect("vectors", "joined")

    def __call__(self, text: str, vector: Vectors) -> Iterable[int]:
        asked = {
            "words": {"query": fold(text)},
            "vectors": {"query_embedding": vector.tolist()},
        }
        return [int(found.id) for found in self._pipeline.run(asked)["joined"]["documents"]]
