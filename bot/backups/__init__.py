"""One archive of everything that cannot be made again, and its way back."""

from bot.backups.manifest import BackupError, Manifest
from bot.backups.restoring import restore
from bot.backups.writing import backup

__all__ = ["BackupError", "Manifest", "backup", "restore"]
