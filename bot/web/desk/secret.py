"""The key that signs the desk's browser storage: made once, readable by the product alone."""

import os
import secrets
from pathlib import Path

FILE = "desk.secret"


def desk_secret(data: Path) -> str:
    """The secret kept in ``data``; two processes that start at once end with the same one."""
    path = data / FILE
    data.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        made = secrets.token_urlsafe(32)
        out.write(made)
    return made
