"""What an editor starts from: the records in force now, whoever wrote them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.editing.checking import payload_of
from knowledge.content import Content
from knowledge.editing import DeskLayer, Editable, EditKind, Held, held, held_of
from knowledge.library import Library
from knowledge.library.library import content_hash
from knowledge.records import RecordKind

AnyHeld = Held[Any]
_IMPORTED = {
    EditKind.PROCEDURE: (RecordKind.PROCEDURE,),
    EditKind.FAQ: (RecordKind.FAQ,),
    EditKind.CONTACT: (RecordKind.OFFICE, RecordKind.HOTLINE),
}


class Holdings:
    """Reads content and library each time; call it in a thread."""

    def __init__(self, root: Path, content: Callable[[], Content]) -> None:
        self._root = root
        self._content = content

    def of(self, kind: EditKind, key: str) -> Editable | None:
        """The record in force; None when there is none yet."""
        found = held(kind, key, self._content(), Library(self._root))
        return None if found is None else found.record

    def payload(self, kind: EditKind, key: str) -> dict[str, Any] | None:
        """The same as JSON data."""
        record = self.of(kind, key)
        return None if record is None else payload_of(record)

    def all(self, kind: EditKind) -> list[AnyHeld]:
        """Every record of ``kind`` in force."""
        return list(held_of(kind, self._content(), Library(self._root)))

    def edited_at(self, kind: EditKind) -> dict[str, dt.datetime]:
        """Since when staff's own text of each record counts."""
        layer = DeskLayer(Library(self._root))
        return {key: stored.imported_at for key, stored in layer.current(kind).items()}

    def reimported_at(self, kind: EditKind) -> dict[str, dt.datetime]:
        """When an import last brought another text of records that were there before."""
        library = Library(self._root)
        return {
            stored.key: stored.imported_at
            for imported in _IMPORTED[kind]
            for stored in library.current(imported)
            if stored.version > 1
        }


def hash_of(payload: dict[str, Any] | None) -> str | None:
    """Tells whether a record is still the one that was looked at."""
    return None if payload is None else content_hash(payload)
