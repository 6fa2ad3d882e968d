"""Staff's records in the library, under kinds of their own, so that no import can overwrite one."""

from typing import Any

from knowledge.editing.kinds import DESK, EditKind
from knowledge.library import Library, SaveResult, Stored


class DeskLayer:
    """Publishes and withdraws staff's records; every version stays in the library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def current(self, kind: EditKind) -> dict[str, Stored]:
        """Staff's records of ``kind`` in use, by key."""
        return {stored.key: stored for stored in self._library.current(kind.layer)}

    def publish(self, kind: EditKind, key: str, payload: dict[str, Any]) -> SaveResult:
        """Put ``payload`` in use; saying the same twice changes nothing."""
        counts = self._library.save(kind.layer, [(key, payload, None)], DESK)
        return next(result for result, count in counts.items() if count)

    def withdraw(self, kind: EditKind, key: str) -> None:
        """Take staff's record away: what lies below it counts again."""
        others = set(self.current(kind)) - {key}
        self._library.mark_removed(kind.layer, DESK, others)
