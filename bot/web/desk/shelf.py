"""Look records up by words in their names, as officers type them, with or without accents."""

from dataclasses import dataclass

from bot.services import Services
from knowledge.index import Index, Item
from knowledge.records import RecordKind
from knowledge.text import tokens


@dataclass(frozen=True)
class Found:
    """The first records that match, and how many do."""

    items: tuple[Item, ...]
    total: int


class Shelf:
    """All records of one index, each with the folded words by which it is found."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._words = [
            (_words(item), item) for item in index.items if item.kind is not RecordKind.REFUSAL
        ]

    def find(self, text: str, kind: RecordKind | None = None, most: int = 50) -> Found:
        """Records whose words begin with all of ``text``'s, in the index's order."""
        asked = [f" {word}" for word in tokens(text)]
        found = [
            item
            for words, item in self._words
            if (kind is None or item.kind is kind) and all(word in words for word in asked)
        ]
        return Found(tuple(found[:most]), len(found))

    def reference(self, item: Item) -> str:
        """The shortest name that finds exactly ``item``."""
        return item.reference if self.index.find(item.reference) is item else item.key


class Shelves:
    """Keeps the shelf of the index in use; call it in a thread, a new index takes a moment."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._shelf: Shelf | None = None

    def current(self) -> Shelf:
        """The shelf of the newest index."""
        index = self._services.knowledge.answerer.searcher.index
        if self._shelf is None or self._shelf.index is not index:
            self._shelf = Shelf(index)
        return self._shelf


def _words(item: Item) -> str:
    payload = item.payload
    parts = [item.title, item.code or "", *payload.get("aliases", ()), *payload.get("variants", ())]
    parts += [str(payload.get(name, "")) for name in ("id", "field", "question", "section")]
    return f" {' '.join(tokens(' '.join(parts)))}"
