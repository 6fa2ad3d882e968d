"""The knowledge as a running process holds it: loaded once, renewed with each new index."""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from knowledge.answers import Answerer
from knowledge.answers.answerer import DEFAULT_STALE_DAYS
from knowledge.errors import KnowledgeError
from knowledge.index import Encoder, load_encoder, load_index
from knowledge.index.manifest import current_folder
from knowledge.search import Searcher

log = logging.getLogger(__name__)


class LiveKnowledge:
    """Answers from the newest index under ``root``; a broken new one leaves the old one serving."""

    def __init__(
        self,
        root: Path,
        model: str,
        stale_days: int = DEFAULT_STALE_DAYS,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self._root = root / "index"
        self._stale_days = stale_days
        self._today = today
        self._encoder: Encoder = load_encoder(model, root / "model")
        self._renewing = threading.Lock()
        self._folder = self._newest()
        self._answerer = self._load()

    @property
    def answerer(self) -> Answerer:
        """The answerer of the newest index; a new one is loaded by the first who notices it."""
        folder = self._newest()
        if folder != self._folder and self._renewing.acquire(blocking=False):
            try:
                self._answerer = self._load()
            except (KnowledgeError, OSError):
                log.exception("the new index cannot be used; the old one goes on")
            finally:
                self._folder = folder
                self._renewing.release()
        return self._answerer

    @property
    def versions(self) -> dict[str, str]:
        """What an answer's trace needs to name: when the index was made, and with which model."""
        manifest = self._answerer.searcher.index.manifest
        return {"index": manifest.made_at, "model": manifest.model}

    def _newest(self) -> Path | None:
        try:
            return current_folder(self._root)
        except (KnowledgeError, OSError):
            return None

    def _load(self) -> Answerer:
        index = load_index(self._root, self._encoder.name)
        searcher = Searcher(index, self._encoder, today=self._today)
        searcher.search("khởi động")
        return Answerer(searcher, self._stale_days, self._today)
