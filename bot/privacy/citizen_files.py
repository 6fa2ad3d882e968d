"""Citizens' files in the data folder: below the number of their message, named by their content.

Not shared between people who sent the same: so that erasing one person's never touches another's.
"""

import hashlib
import shutil
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import CitizenFile


class CitizenFiles:
    """Files below ``data/files/citizens``, which goes into every back-up with the rest of files."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "files" / "citizens"

    def write(self, message_id: int, content: bytes) -> str:
        """Keep ``content``; returns its SHA-256, by which it is read again."""
        digest = hashlib.sha256(content).hexdigest()
        target = self._path(message_id, digest)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = target.with_suffix(".part")
        beside.touch(0o600)
        beside.write_bytes(content)
        beside.replace(target)
        return digest

    def read(self, message_id: int, digest: str) -> bytes | None:
        """The content; None when it is no longer there."""
        try:
            return self._path(message_id, digest).read_bytes()
        except FileNotFoundError:
            return None

    def sweep(self, session: Session) -> int:
        """Remove what belongs to no message any more; returns of how many messages."""
        if not self._folder.is_dir():
            return 0
        known = {str(number) for number in session.scalars(select(CitizenFile.message_id))}
        gone = [path for path in self._folder.iterdir() if path.name not in known]
        for path in gone:
            shutil.rmtree(path)
        return len(gone)

    def _path(self, message_id: int, digest: str) -> Path:
        return self._folder / str(message_id) / digest
