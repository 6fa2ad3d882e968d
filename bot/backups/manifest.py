"""What an archive says of itself, and the checks before anything of it is used."""

import hashlib
import zipfile

from alembic.config import Config
from alembic.script import ScriptDirectory
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.privacy.sealing import FILE
from bot.store.database import MIGRATIONS

FORMAT = 1
NAME = "manifest.json"
STORE = "store/"
LIBRARY = "knowledge/library.db"
FILES = "files/"
DESK_SECRET = "desk.secret"  # noqa: S105  (a file's name)
# Without it contacts and second steps in the store cannot be opened; it cannot be made again.
CONTACTS_KEY = FILE
BLOCK = 1 << 20


class BackupError(Exception):
    """A back-up cannot be written or used; the message is one line."""


class Manifest(BaseModel):
    """``migration`` is the store's, ``rows`` counts by table, ``sha256`` is of every member."""

    model_config = ConfigDict(extra="forbid")

    format: int
    migration: str
    made_at: str
    rows: dict[str, int]
    sha256: dict[str, str]
    secrets: bool


def migrations() -> list[str]:
    """Every migration this version knows, the newest first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def read(archive: zipfile.ZipFile, name: str) -> Manifest:
    """The manifest of ``archive``, once every member is as it says.

    Raises:
        BackupError: damaged, of a newer version, or no back-up of ours.
    """
    try:
        manifest = Manifest.model_validate_json(archive.read(NAME))
    except (KeyError, ValidationError):
        raise BackupError(f"{name}: not a back-up of this product") from None
    except (zipfile.BadZipFile, OSError):
        raise BackupError(f"{name}: damaged ({NAME})") from None
    if manifest.format > FORMAT or manifest.migration not in migrations():
        raise BackupError(f"{name}: made by a newer version; upgrade first, then restore")
    members = {info.filename for info in archive.infolist()} - {NAME}
    if odd := members ^ set(manifest.sha256):
        raise BackupError(f"{name}: damaged ({min(odd)} is missing or was added)")
    for member in sorted(members):
        if member.startswith("/") or ".." in member.split("/"):
            raise BackupError(f"{name}: damaged ({member} leads out of the data folder)")
        if digest(archive, member, name) != manifest.sha256[member]:
            raise BackupError(f"{name}: damaged ({member})")
    return manifest


def digest(archive: zipfile.ZipFile, member: str, name: str) -> str:
    """SHA-256 of a member.

    Raises:
        BackupError: it cannot be read.
    """
    found = hashlib.sha256()
    try:
        with archive.open(member) as file:
            while block := file.read(BLOCK):
                found.update(block)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):
        raise BackupError(f"{name}: damaged ({member})") from None
    return found.hexdigest()
