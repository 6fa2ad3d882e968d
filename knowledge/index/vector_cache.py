"""Vectors already made are kept by model and text, so a rebuild encodes only what is new."""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from knowledge.index.encoder import Encoder, Vectors
from knowledge.library import is_damage

log = logging.getLogger(__name__)
BATCH = 64
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS vector (model TEXT, hash BLOB, value BLOB, PRIMARY KEY (model, hash))
    STRICT, WITHOUT ROWID
"""


class VectorCache:
    """A SQLite file of float32 rows keyed by model and the SHA-256 of the text.

    A damaged file is made anew: all that is lost is the time to encode again.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path

    def passages(
        self, encoder: Encoder, texts: Sequence[str], progress: Callable[[int, int], None]
    ) -> Vectors:
        """(n, dimension) vectors of ``texts``; ``progress(done, total)`` counts the new ones."""
        try:
            return self._passages(encoder, texts, progress)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            log.warning("%s: damaged (%s); made anew, all is encoded again", self._path, error)
            # A journal left beside it would be played into the new file.
            for file in (self._path, *self._path.parent.glob(f"{self._path.name}-*")):
                file.unlink(missing_ok=True)
            return self._passages(encoder, texts, progress)

    def _passages(
        self, encoder: Encoder, texts: Sequence[str], progress: Callable[[int, int], None]
    ) -> Vectors:
        hashes = [hashlib.sha256(text.encode()).digest() for text in texts]
        result = np.empty((len(texts), encoder.dimension), dtype=np.float32)
        with closing(sqlite3.connect(self._path, timeout=30)) as db:
            with db:
                db.execute(_SCHEMA)
            known = dict(
                db.execute("SELECT hash, value FROM vector WHERE model = ?", (encoder.name,))
            )
            missing = [row for row, digest in enumerate(hashes) if digest not in known]
            # Similar lengths together: a batch takes as long as its longest text.
            missing.sort(key=lambda row: len(texts[row]))
            for start in range(0, len(missing), BATCH):
                rows = missing[start : start + BATCH]
                made = encoder.passages([texts[row] for row in rows])
                with db:
                    db.executemany(
                        "INSERT OR REPLACE INTO vector VALUES (?, ?, ?)",
                        [
                            (encoder.name, hashes[row], made[i].tobytes())
                            for i, row in enumerate(rows)
                        ],
                    )
                result[rows] = made
                progress(start + len(rows), len(missing))
        for row, digest in enumerate(hashes):
            if digest in known:
                result[row] = np.frombuffer(known[digest], dtype=np.float32)
        return result
