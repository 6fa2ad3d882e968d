"""Build an index beside the one in use, then swap: readers never see half of one."""

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import faiss

from knowledge.content import Content
from knowledge.errors import KnowledgeError
from knowledge.index.encoder import Encoder
from knowledge.index.entries import Entry, EntryField, Item
from knowledge.index.gathering import Gathered, gather
from knowledge.index.lexical import build_lexical
from knowledge.index.manifest import CURRENT, FORMAT, MANIFEST, Manifest, current_folder, digest_of
from knowledge.index.sources import sources_fingerprint
from knowledge.index.told import build_told
from knowledge.index.vector_cache import VectorCache
from knowledge.index.vectors import vector_index
from knowledge.library import Library
from knowledge.plans import RestoredPlan
from knowledge.records import RecordKind
from knowledge.text import AccentRestorer, clean, strings_in

# Questions are far fewer than legal text and far more like what is to be restored.
SPOKEN_WEIGHT = 5

Progress = Callable[[int, int], None]


def build_index(
    root: Path,
    content: Content,
    library: Library,
    encoder: Encoder,
    plans: Sequence[RestoredPlan] = (),
    progress: Progress = lambda _done, _total: None,
    sources: str | None = None,
) -> Manifest:
    """Build the index of all records under ``root`` unless the present one already holds them.

    ``sources`` is their fingerprint from before ``plans`` were read, where somebody may change them
    meanwhile: what came after it is then built next.

    Raises:
        KnowledgeError: there is no record at all to index.
    """
    sources = sources or sources_fingerprint(library)
    gathered = gather(content, library, plans)
    if not gathered.entries:
        raise KnowledgeError("there is nothing to index: no content and no imports")
    records = _fingerprint(gathered)
    present = _present(root)
    if present and present.records == records and present.model == encoder.name:
        return _renamed(root, present, sources)
    texts = [entry.text for entry in gathered.entries]
    vectors = VectorCache(root.parent / "vectors.db").passages(encoder, texts, progress)
    made_at = dt.datetime.now(dt.UTC)
    folder = root / made_at.strftime("%Y%m%dT%H%M%S%f")
    folder.mkdir(parents=True)
    _write_items(folder / "items.jsonl", gathered.items)
    _write_entries(folder / "entries.jsonl", gathered.entries)
    faiss.write_index(vector_index(vectors), str(folder / "vectors.faiss"))
    build_lexical(folder / "lexical", texts)
    build_told(folder / "told", gathered.items, gathered.entries)
    AccentRestorer.train(_taught(gathered)).save(folder / "accents.json")
    manifest = Manifest(
        format=FORMAT,
        model=encoder.name,
        dimension=encoder.dimension,
        records=records,
        sources=sources,
        made_at=made_at.isoformat(),
        items=len(gathered.items),
        entries=len(gathered.entries),
        files={
            str(file.relative_to(folder)): digest_of(file)
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        },
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    _swap(root, folder)
    return manifest


def _renamed(root: Path, present: Manifest, sources: str) -> Manifest:
    """The same records came out of changed files: only the manifest has to say so."""
    if present.sources == sources:
        return present
    manifest = present.model_copy(update={"sources": sources})
    path = current_folder(root) / MANIFEST
    fresh = path.with_suffix(".new")
    fresh.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    fresh.replace(path)
    return manifest


def _taught(gathered: Gathered) -> Iterator[tuple[str, int]]:
    """What the accent restorer learns from: records as written, and citizens' words with weight."""
    for item in gathered.items:
        if item.own or item.kind is RecordKind.PROCEDURE:
            for text in strings_in(item.payload):
                yield clean(text), 1
    for entry in gathered.entries:
        if entry.field not in (EntryField.BODY, EntryField.SENTENCE, EntryField.ROLE):
            yield clean(entry.text), SPOKEN_WEIGHT


def _fingerprint(gathered: Gathered) -> str:
    digest = hashlib.sha256()
    for item in gathered.items:
        digest.update(_item_json(item).encode())
    for entry in gathered.entries:
        digest.update(f"{entry.item}\t{entry.field}\t{entry.text}\n".encode())
    return digest.hexdigest()


def _present(root: Path) -> Manifest | None:
    try:
        return Manifest.read(current_folder(root))
    except KnowledgeError:
        return None


def _item_json(item: Item) -> str:
    data = asdict(item)
    data["validity"] = item.validity.model_dump(mode="json", exclude_none=True)
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _write_items(path: Path, items: list[Item]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(_item_json(item) + "\n" for item in items)


def _write_entries(path: Path, entries: list[Entry]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(
            json.dumps([entry.item, int(entry.field), entry.text], ensure_ascii=False) + "\n"
            for entry in entries
        )


def _swap(root: Path, folder: Path) -> None:
    """Point to ``folder``; only it and the generation before stay, which some may still read.

    Not by their names: those tell the time, and a clock may have been set back.
    """
    kept = {folder}
    with suppress(KnowledgeError):
        kept.add(current_folder(root))
    pointer = root / (CURRENT + ".new")
    pointer.write_text(folder.name, encoding="ascii")
    pointer.replace(root / CURRENT)
    for old in [path for path in root.iterdir() if path.is_dir() and path not in kept]:
        shutil.rmtree(old, ignore_errors=True)
