"""Whether the index in use was made from just what is held now, told without reading it all."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from knowledge.content import CONTENT_ROOT
from knowledge.errors import KnowledgeError
from knowledge.index.manifest import MANIFEST, Manifest, current_folder
from knowledge.library import Library

_READ = (".yaml", ".txt", ".tsv")


def sources_fingerprint(library: Library) -> str:
    """SHA-256 over the content's files and the library's versions."""
    digest = hashlib.sha256(library.fingerprint().encode())
    for path in sorted(CONTENT_ROOT.rglob("*")):
        if path.suffix in _READ:
            digest.update(str(path.relative_to(CONTENT_ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def up_to_date(root: Path, sources: str, model: str) -> Manifest | None:
    """The manifest in use if it was made from ``sources`` with ``model``; None to build anew."""
    try:
        manifest = Manifest.read(current_folder(root))
    except KnowledgeError:
        return None
    return manifest if (manifest.sources, manifest.model) == (sources, model) else None


def made_from(root: Path) -> str | None:
    """The fingerprint that the index in use was made from, its files unchecked; None: no index."""
    try:
        manifest = (current_folder(root) / MANIFEST).read_bytes()
        return Manifest.model_validate_json(manifest).sources
    except (KnowledgeError, OSError, ValidationError):
        return None
