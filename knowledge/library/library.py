"""Keep imported records: idempotent by key and content hash, versions never overwritten."""

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.library.damage import is_damage

_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
_CURRENT = """
    SELECT kind, key, version, hash, payload, file, first_line, last_line, imported_at, removed_at
    FROM record AS r
    WHERE kind = ?
      AND version = (SELECT max(version) FROM record WHERE kind = r.kind AND key = r.key)
"""


class SaveResult(StrEnum):
    """What saving one record did."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Stored:
    """One version of one record; ``payload`` is the record as JSON data."""

    kind: str
    key: str
    version: int
    hash: str
    payload: dict[str, Any]
    file: str
    lines: tuple[int, int] | None
    imported_at: dt.datetime
    removed_at: dt.datetime | None


@dataclass(frozen=True)
class Imported:
    """A file's last import: ``mark`` is the importer's own, ``records`` how many it brought."""

    mark: str
    records: int


def content_hash(payload: dict[str, Any]) -> str:
    """Hash of the payload's meaning: key order and spacing do not count."""
    canonical = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class Library:
    """Opens (and makes) ``folder/library.db``; safe for one writer and many readers.

    Every method raises KnowledgeError when the file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "library.db"
        with self._connect() as db:
            db.executescript(_SCHEMA)
            if "meant" not in {row[1] for row in db.execute("PRAGMA table_info(replacement)")}:
                # Libraries made before staff could also say that nothing was replaced.
                db.execute("ALTER TABLE replacement ADD COLUMN meant INTEGER NOT NULL DEFAULT 1")

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.path, timeout=30)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            with db:
                yield db
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            raise KnowledgeError(
                f"{self.path}: damaged ({error}); put a copy of it back, or move it away and "
                "import the files again"
            ) from None
        finally:
            db.close()

    def save(
        self,
        kind: str,
        rows: Iterable[tuple[str, dict[str, Any], tuple[int, int] | None]],
        file: str,
    ) -> dict[SaveResult, int]:
        """Save ``(key, payload, lines)`` rows in one transaction; count what happened to them."""
        counts = dict.fromkeys(SaveResult, 0)
        now = dt.datetime.now(dt.UTC).isoformat()
        with self._connect() as db:
            known = {
                key: (version, digest, removed)
                for key, version, digest, removed in db.execute(
                    "SELECT key, max(version), hash, removed_at FROM record"
                    " WHERE kind = ? GROUP BY key",
                    (kind,),
                )
            }
            for key, payload, lines in rows:
                digest = content_hash(payload)
                version, old_digest, removed = known.get(key, (0, None, None))
                if digest == old_digest and removed is None:
                    counts[SaveResult.SAME] += 1
                    continue
                first, last = lines or (None, None)
                body = json.dumps(payload, ensure_ascii=False)
                db.execute(
                    "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                    (kind, key, version + 1, digest, body, file, first, last, now),
                )
                known[key] = (version + 1, digest, None)
                counts[SaveResult.CHANGED if version else SaveResult.NEW] += 1
        return counts

    def mark_removed(self, kind: str, file: str, kept: set[str]) -> list[str]:
        """Mark records that ``file`` once brought and no longer holds; nothing is deleted."""
        now = dt.datetime.now(dt.UTC).isoformat()
        gone = [s for s in self.current(kind) if s.file == file and s.key not in kept]
        with self._connect() as db:
            db.executemany(
                "UPDATE record SET removed_at = ? WHERE kind = ? AND key = ? AND version = ?",
                [(now, kind, stored.key, stored.version) for stored in gone],
            )
        return [stored.key for stored in gone]

    def current(self, kind: str) -> list[Stored]:
        """The version in use of every record of ``kind`` that has not been removed."""
        with self._connect() as db:
            rows = db.execute(_CURRENT + " AND removed_at IS NULL ORDER BY key", (kind,)).fetchall()
        return [_stored(row) for row in rows]

    def versions(self, kind: str, key: str) -> list[Stored]:
        """All versions of one record, oldest first."""
        with self._connect() as db:
            rows = db.execute(
                "SELECT * FROM record WHERE kind = ? AND key = ? ORDER BY version", (kind, key)
            ).fetchall()
        return [_stored(row) for row in rows]

    def save_text(self, file: str, body: str) -> SaveResult:
        """Keep a clean document of the office; it teaches the language model, nothing else."""
        digest = hashlib.sha256(body.encode()).hexdigest()
        now = dt.datetime.now(dt.UTC).isoformat()
        with self._connect() as db:
            done = db.execute(
                "INSERT OR IGNORE INTO text_document VALUES (?, ?, ?, ?)", (digest, file, body, now)
            )
        return SaveResult.NEW if done.rowcount else SaveResult.SAME

    def settle_replacement(
        self, file: str, found: str, suggested: str, *, meant: bool, by: str
    ) -> None:
        """Keep whether ``suggested`` is meant where ``file`` shows ``found`` out of place."""
        now = dt.datetime.now(dt.UTC).isoformat()
        with self._connect() as db:
            db.execute(
                "INSERT OR REPLACE INTO replacement VALUES (?, ?, ?, ?, ?, ?)",
                (file, found.lower(), suggested.lower(), by, now, int(meant)),
            )

    def reopen_replacement(self, file: str, found: str, suggested: str) -> None:
        """Forget what ``settle_replacement`` kept."""
        with self._connect() as db:
            db.execute(
                "DELETE FROM replacement WHERE file = ? AND found = ? AND suggested = ?",
                (file, found.lower(), suggested.lower()),
            )

    def replacements(self, file: str) -> dict[tuple[str, str], bool]:
        """(found, suggested) of ``file`` in small letters, and whether staff say it is meant."""
        with self._connect() as db:
            rows = db.execute(
                "SELECT found, suggested, meant FROM replacement WHERE file = ?", (file,)
            )
            return {(str(found), str(suggested)): bool(meant) for found, suggested, meant in rows}

    def imported(self, kind: str, file: str) -> Imported | None:
        """What ``note_import`` kept of ``file``."""
        with self._connect() as db:
            row = db.execute(
                "SELECT mark, records FROM imported_file WHERE kind = ? AND file = ?", (kind, file)
            ).fetchone()
        return None if row is None else Imported(*row)

    def note_import(self, kind: str, file: str, done: Imported) -> None:
        """Keep that ``file`` was imported, so that the same again need not be read."""
        with self._connect() as db:
            db.execute(
                "INSERT OR REPLACE INTO imported_file VALUES (?, ?, ?, ?)",
                (kind, file, done.mark, done.records),
            )

    def state(self, kind: str) -> str:
        """Changes whenever a record of ``kind`` gets a version or is removed."""
        digest = hashlib.sha256()
        with self._connect() as db:
            for row in db.execute(
                "SELECT key, version, hash, file, removed_at FROM record WHERE kind = ?"
                " ORDER BY key, version",
                (kind,),
            ):
                digest.update(repr(row).encode())
        return digest.hexdigest()

    def texts_state(self) -> str:
        """Changes whenever a clean document is kept that was not there."""
        with self._connect() as db:
            rows = db.execute("SELECT hash FROM text_document ORDER BY hash").fetchall()
        return hashlib.sha256("".join(digest for (digest,) in rows).encode()).hexdigest()

    def fingerprint(self) -> str:
        """Changes whenever anything that is in use changes."""
        digest = hashlib.sha256()
        with self._connect() as db:
            for row in db.execute(
                "SELECT kind, key, version, hash, removed_at FROM record"
                " ORDER BY kind, key, version"
            ):
                digest.update(repr(row).encode())
            for (text,) in db.execute("SELECT hash FROM text_document ORDER BY hash"):
                digest.update(str(text).encode())
            for row in db.execute(
                "SELECT file, found, suggested, meant FROM replacement ORDER BY 1, 2, 3"
            ):
                digest.update(repr(row).encode())
        return digest.hexdigest()

    def texts(self) -> Iterator[str]:
        """Bodies of all kept documents."""
        with self._connect() as db:
            for (body,) in db.execute("SELECT body FROM text_document ORDER BY hash"):
                yield body


def _stored(row: tuple[Any, ...]) -> Stored:
    kind, key, version, digest, payload, file, first, last, imported, removed = row
    return Stored(
        kind=kind,
        key=key,
        version=version,
        hash=digest,
        payload=json.loads(payload),
        file=file,
        lines=None if first is None else (first, last),
        imported_at=dt.datetime.fromisoformat(imported),
        removed_at=None if removed is None else dt.datetime.fromisoformat(removed),
    )
