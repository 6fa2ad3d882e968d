"""Seal what may be kept but not lie open: contacts of citizens, secrets of second steps."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

FILE = "contacts.key"


class SealError(Exception):
    """What was sealed cannot be opened: the key is missing or another one."""


class Seal:
    """Encrypts and decrypts with the key in ``folder``; made on first use, readable by us alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def close(self, text: str) -> str:
        """``text`` as ciphertext."""
        return self._fernet().encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """What was sealed.

        Raises:
            SealError: with another key, or damaged.
        """
        try:
            return self._fernet().decrypt(sealed.encode("ascii")).decode()
        except (InvalidToken, ValueError):
            raise SealError(f"{FILE}: not the key that this was sealed with") from None

    def _fernet(self) -> Fernet:
        path = self._folder / FILE
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            try:
                return Fernet(path.read_bytes().strip())
            except ValueError:
                raise SealError(f"{path.name}: is no key; put the right one back") from None
        key = Fernet.generate_key()
        with os.fdopen(handle, "wb") as out:
            out.write(key)
        return Fernet(key)
