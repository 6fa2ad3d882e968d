"""Vectors already made are kept by model and text, so a rebuild encodes only what is new."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from knowledge.index.encoder import Encoder, Vectors

BATCH = 64


class VectorCache:
    """A SQLite file of float32 rows keyed by model and the SHA-256 of the text."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(
                "CREATE TABLE IF NOT EXISTS vector"
                " (model TEXT, hash BLOB, value BLOB, PRIMARY KEY (model, hash))"
                " STRICT, WITHOUT ROWID"
            )

    def passages(
        self, encoder: Encoder, texts: Sequence[str], progress: Callable[[int, int], None]
    ) -> Vectors:
        """(n, dimension) vectors of ``texts``; ``progress(done, total)`` counts the new ones."""
        hashes = [hashlib.sha256(text.encode()).digest() for text in texts]
        result = np.empty((len(texts), encoder.dimension), dtype=np.float32)
        with closing(sqlite3.connect(self._path, timeout=30)) as db:
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
