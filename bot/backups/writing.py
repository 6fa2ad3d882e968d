"""Writing an archive while the product runs."""

import datetime as dt
import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.backups import rows
from bot.backups.manifest import (
    CONTACTS_KEY,
    DESK_SECRET,
    FILES,
    FORMAT,
    LIBRARY,
    NAME,
    STORE,
    BackupError,
    Manifest,
)
from bot.settings import Settings
from bot.store import open_store

# Tokens that act for the office; they go with the archive only when secrets are asked for.
_SECRET_TABLES = frozenset({"zalo_grant", "zalo_consent"})


def backup(settings: Settings, target: Path, *, secrets: bool = False) -> Manifest:
    """Write everything that cannot be made again to ``target``, readable by its owner only.

    Raises:
        BackupError: something cannot be read or written; nothing is left at ``target`` then.
        StoreError: the database cannot be opened.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="motcua-") as work:
            os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _write(settings, archive, Path(work), secrets=secrets)
        part.replace(target)
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        part.unlink(missing_ok=True)
        raise BackupError(f"{target}: {' '.join(str(error).split())}") from None
    return manifest


def _write(settings: Settings, archive: zipfile.ZipFile, work: Path, *, secrets: bool) -> Manifest:
    sums: dict[str, str] = {}
    counts: dict[str, int] = {}
    with _snapshot(settings, work) as (connection, migration):
        for table in rows.tables(connection):
            if table.name in _SECRET_TABLES and not secrets:
                continue
            member, counts[table.name] = f"{STORE}{table.name}.jsonl", 0
            found = hashlib.sha256()
            with archive.open(member, "w") as file:
                for line in rows.lines(connection, table):
                    found.update(written := f"{line}\n".encode())
                    file.write(written)
                    counts[table.name] += 1
            sums[member] = found.hexdigest()
    for member, path in _files(settings.data, work, secrets=secrets):
        archive.write(path, member)
        with path.open("rb") as file:
            sums[member] = hashlib.file_digest(file, "sha256").hexdigest()
    manifest = Manifest(
        format=FORMAT,
        migration=migration,
        made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        rows=counts,
        sha256=sums,
        secrets=secrets,
    )
    archive.writestr(NAME, manifest.model_dump_json(indent=2))
    return manifest


@contextmanager
def _snapshot(settings: Settings, work: Path) -> Iterator[tuple[Connection, str]]:
    """One consistent state of the store, read while others go on writing, and its migration."""
    store = open_store(settings.database)
    url = make_url(settings.database)
    engine = store.engine
    if url.get_backend_name() == "sqlite":
        copy = work / "store.db"
        _copied(Path(str(url.database)), copy)
        engine = create_engine(f"sqlite:///{copy}")
    try:
        level = "SERIALIZABLE" if engine.dialect.name == "sqlite" else "REPEATABLE READ"
        with engine.connect().execution_options(isolation_level=level) as connection:
            migration = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
            yield connection, str(migration.scalar_one())
    finally:
        engine.dispose()
        store.close()


def _files(data: Path, work: Path, *, secrets: bool) -> Iterator[tuple[str, Path]]:
    library = data / LIBRARY
    if library.is_file():
        _copied(library, work / "library.db")
        yield LIBRARY, work / "library.db"
    for path in sorted((data / FILES).rglob("*")):
        if path.is_file():
            yield path.relative_to(data).as_posix(), path
    if (data / CONTACTS_KEY).is_file():
        yield CONTACTS_KEY, data / CONTACTS_KEY
    if secrets and (data / DESK_SECRET).is_file():
        yield DESK_SECRET, data / DESK_SECRET


def _copied(source: Path, target: Path) -> None:
    """Copy an SQLite database with what its write-ahead log holds, while it is in use."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
