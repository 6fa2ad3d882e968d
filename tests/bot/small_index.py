"""One small real index for the whole session, whichever tests ask for it first."""

from pathlib import Path

import pytest

from knowledge.index import build_index, load_encoder
from knowledge.library import Library
from tests.bot.records import RECORDS

_MADE: list[Path] = []


def small_index(factory: pytest.TempPathFactory) -> Path:
    """A data folder whose index holds RECORDS; to be read only."""
    if _MADE:
        return _MADE[0]
    data = factory.mktemp("data")
    root = data / "knowledge"
    build_index(root / "index", RECORDS, Library(root), load_encoder(folder=root / "model"))
    _MADE.append(data)
    return data
