"""Putting an archive back: prepared beside, then swapped, so that a failure changes nothing."""

import io
import shutil
import socket
import tempfile
import zipfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.backups import manifest as manifests
from bot.backups import rows
from bot.backups.manifest import (
    CONTACTS_KEY,
    DESK_SECRET,
    FILES,
    LIBRARY,
    STORE,
    BackupError,
    Manifest,
)
from bot.settings import Settings
from bot.store.database import MIGRATIONS


def restore(settings: Settings, source: Path) -> Manifest:
    """Replace store, library and files by those of the archive.

    With PostgreSQL the store is replaced in one transaction, just before the files are swapped.

    Raises:
        BackupError: the product runs, or the archive is damaged, newer, or none of ours.
    """
    _refuse_running(settings)
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = manifests.read(archive, source.name)
            settings.data.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=settings.data, prefix=".restore-") as work:
                _replace(settings, archive, manifest, Path(work))
    except BackupError as error:
        raise BackupError(f"{source.name}: {str(error).removeprefix(f'{source.name}: ')}") from None
    except zipfile.BadZipFile:
        raise BackupError(f"{source.name}: damaged, or not an archive") from None
    except (OSError, SQLAlchemyError) as error:
        raise BackupError(f"{source.name}: {' '.join(str(error).split())}") from None
    return manifest


def _refuse_running(settings: Settings) -> None:
    for host, port in (
        (settings.host, settings.port),
        ("127.0.0.1", settings.rasa_port),
        ("127.0.0.1", settings.actions_port),
    ):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            continue
        raise BackupError(f"something listens on port {port}: stop the product first")


def _replace(settings: Settings, archive: zipfile.ZipFile, manifest: Manifest, work: Path) -> None:
    new = work / "new"
    for member in manifest.sha256:
        if not member.startswith(STORE):
            archive.extract(member, new)
    moves = [
        (new / name, settings.data / name)
        for name in (LIBRARY, FILES.rstrip("/"), CONTACTS_KEY, DESK_SECRET)
        if (new / name).exists() or name == FILES.rstrip("/")
    ]
    if (new / CONTACTS_KEY).exists():
        (new / CONTACTS_KEY).chmod(0o600)
    (new / FILES).mkdir(parents=True, exist_ok=True)
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        target = Path(str(url.database))
        engine = create_engine(f"sqlite:///{new / 'store.db'}")
        with engine.begin() as connection:
            _fill(connection, archive, manifest)
        engine.dispose()
        target.parent.mkdir(parents=True, exist_ok=True)
        _swap([(new / "store.db", target), *moves], work / "old")
        return
    engine = create_engine(settings.database)
    try:
        with engine.begin() as connection:
            found = MetaData()
            found.reflect(connection)
            found.drop_all(connection)
            _fill(connection, archive, manifest)
            # A failure here rolls the transaction back too.
            _swap(moves, work / "old")
    finally:
        engine.dispose()


def _fill(connection: Connection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the tables as they were, fill them, and bring them up to date."""
    _migrate(connection, manifest.migration)
    for table in rows.tables(connection):
        if table.name in manifest.rows:
            with archive.open(f"{STORE}{table.name}.jsonl") as file:
                filled = rows.fill(connection, table, io.TextIOWrapper(file, "utf-8"))
            if filled != manifest.rows[table.name]:
                raise BackupError(f"damaged ({table.name} has not as many rows as it says)")
    _migrate(connection, "head")


def _migrate(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _swap(moves: list[tuple[Path, Path]], old: Path) -> None:
    """Move each new one into the place of the old one, or, if any fails, none of them."""
    old.mkdir()
    done: list[tuple[Path, Path]] = []
    try:
        for number, (new, target) in enumerate(moves):
            for suffix in ("", "-wal", "-shm"):
                present = target.with_name(target.name + suffix)
                if present.exists():
                    aside = old / f"{number}{suffix}"
                    shutil.move(present, aside)
                    done.append((aside, present))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(new, target)
            done.append((target, new))
    except OSError:
        for now, before in reversed(done):
            shutil.move(now, before)
        raise
