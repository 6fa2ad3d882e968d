"""Whether the library holds what the index in use was not made from, and nobody is still at it."""

import datetime as dt
from pathlib import Path

from bot.store.models import utc_now
from knowledge.index import made_from, sources_fingerprint
from knowledge.library import Library

# Who corrects a plan saves many times in a row; one build at the end serves them all.
CALM = dt.timedelta(seconds=20)


class Waiting:
    """Remembers since when the library has stayed as it is; ``root`` is the knowledge's folder."""

    def __init__(self, root: Path, calm: dt.timedelta = CALM) -> None:
        self._root = root
        self._calm = calm
        self._seen: str | None = None
        self._since = utc_now()

    def is_due(self) -> bool:
        """Whether to build: an imported plan, a correction, an import on the command line wait.

        Never where no index is in use: the first one is built at the start.
        """
        made = made_from(self._root / "index")
        if made is None:
            return False
        held = sources_fingerprint(Library(self._root))
        if held != self._seen:
            self._seen, self._since = held, utc_now()
        return held != made and utc_now() - self._since >= self._calm
