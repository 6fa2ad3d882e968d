"""An index in memory: read-only, shared by all requests."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from knowledge.errors import IndexMismatchError
from knowledge.index.entries import Entry, EntryField, Item
from knowledge.index.lexical import Lexical
from knowledge.index.manifest import Manifest, current_folder
from knowledge.index.told import Told
from knowledge.records import RecordKind, Validity
from knowledge.text import AccentRestorer


@dataclass(frozen=True)
class Index:
    """Everything a search needs, of one generation."""

    manifest: Manifest
    items: list[Item]
    entries: list[Entry]
    entry_items: npt.NDArray[np.int32]
    vectors: Any
    lexical: Lexical
    told: Told
    accents: AccentRestorer

    def find(self, reference: str) -> Item | None:
        """The item that ``reference`` names: a code, a record's id, or an item's reference."""
        position = self._by_reference.get(reference)
        return None if position is None else self.items[position]

    @cached_property
    def _by_reference(self) -> dict[str, int]:
        names: dict[str, int] = {}
        for position, item in enumerate(self.items):
            if item.kind is RecordKind.REFUSAL:
                continue
            for name in (item.reference, str(item.payload.get("id", item.key)), item.key):
                names.setdefault(name, position)
        return names


def load_index(root: Path, model: str | None = None) -> Index:
    """Load the generation in use under ``root``.

    Raises:
        IndexMissingError: nothing was built yet.
        IndexMismatchError: damaged, of another format, or made with another model than ``model``.
    """
    folder = current_folder(root)
    manifest = Manifest.read(folder)
    if model is not None and manifest.model != model:
        raise IndexMismatchError(
            f"{folder}: made with {manifest.model}, not {model}; run 'motcua knowledge build'"
        )
    with (folder / "items.jsonl").open(encoding="utf-8") as lines:
        items = [_item(line) for line in lines]
    with (folder / "entries.jsonl").open(encoding="utf-8") as lines:
        entries = [
            Entry(item, EntryField(field), text) for item, field, text in map(json.loads, lines)
        ]
    return Index(
        manifest=manifest,
        items=items,
        entries=entries,
        entry_items=np.array([entry.item for entry in entries], dtype=np.int32),
        vectors=faiss.read_index(str(folder / "vectors.faiss")),
        lexical=Lexical(folder / "lexical"),
        told=Told(folder / "told"),
        accents=AccentRestorer.load(folder / "accents.json"),
    )


def _item(line: str) -> Item:
    data = json.loads(line)
    lines = data.pop("lines")
    return Item(
        kind=RecordKind(data.pop("kind")),
        validity=Validity.model_validate(data.pop("validity")),
        lines=None if lines is None else (lines[0], lines[1]),
        **data,
    )
