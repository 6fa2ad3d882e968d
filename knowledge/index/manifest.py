"""The manifest beside an index says what made it; loading refuses anything else."""

import hashlib
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import IndexMismatchError, IndexMissingError

# Raise when the layout on disk or the meaning of an entry changes.
FORMAT = 4
MANIFEST = "manifest.json"
CURRENT = "current"


class Manifest(BaseModel):
    """What an index folder holds. ``files`` maps each file's name to its SHA-256."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    model: str
    dimension: int
    records: str
    sources: str
    made_at: str
    items: int
    entries: int
    files: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read and check the manifest of ``folder``.

        Raises:
            IndexMissingError: there is none.
            IndexMismatchError: another format, or a file changed or missing.
        """
        path = folder / MANIFEST
        if not path.is_file():
            raise IndexMissingError(f"{folder}: no index yet; run 'motcua knowledge build'")
        try:
            manifest = cls.model_validate_json(path.read_bytes())
        except ValidationError:
            raise IndexMismatchError(f"{path}: damaged; run 'motcua knowledge build'") from None
        if manifest.format != FORMAT:
            raise IndexMismatchError(
                f"{path}: index format {manifest.format}, this version reads {FORMAT}; "
                "run 'motcua knowledge build'"
            )
        for name, digest in manifest.files.items():
            file = folder / name
            if not file.is_file() or digest_of(file) != digest:
                raise IndexMismatchError(
                    f"{file}: damaged or missing; run 'motcua knowledge build'"
                )
        return manifest


def digest_of(file: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def current_folder(root: Path) -> Path:
    """The generation in use under ``root``.

    Raises:
        IndexMissingError: nothing was built yet.
        IndexMismatchError: the pointer to it is damaged.
    """
    pointer = root / CURRENT
    try:
        return root / pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise IndexMissingError(f"{root}: no index yet; run 'motcua knowledge build'") from None
    except UnicodeDecodeError:
        raise IndexMismatchError(f"{pointer}: damaged; run 'motcua knowledge build'") from None
