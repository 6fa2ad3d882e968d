"""Tell a damaged SQLite file from one that is only busy, full or not ours to write."""

import sqlite3

# Extended codes carry the primary one in their lowest byte.
_PRIMARY = 0xFF


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether ``error`` says that the file is no database, or a broken one."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    return code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
