"""The index: vectors in FAISS, words in BM25, and a manifest that refuses a mismatch."""

from knowledge.defaults import DEFAULT_MODEL
from knowledge.index.building import build_index
from knowledge.index.encoder import Encoder, encoder_name
from knowledge.index.encoder_loading import load_encoder
from knowledge.index.entries import Entry, EntryField, Item
from knowledge.index.loaded import Index, load_index
from knowledge.index.sources import made_from, sources_fingerprint, up_to_date

__all__ = [
    "DEFAULT_MODEL",
    "Encoder",
    "Entry",
    "EntryField",
    "Index",
    "Item",
    "build_index",
    "encoder_name",
    "load_encoder",
    "load_index",
    "made_from",
    "sources_fingerprint",
    "up_to_date",
]
