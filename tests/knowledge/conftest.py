"""The real encoder and one small index of our own sample records, made once for all tests."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.answers import Answerer
from knowledge.index import Encoder, Index, build_index, load_encoder, load_index
from knowledge.library import Library
from knowledge.search import Searcher
from tests.knowledge.samples import RECORDS, TODAY


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    """The bundled model with what training taught it, as a ward runs it."""
    return load_encoder(folder=tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    """A data folder with the built index of ``RECORDS``; read it only."""
    data = tmp_path_factory.mktemp("knowledge")
    build_index(data / "index", RECORDS, Library(data), encoder)
    return data


@pytest.fixture(scope="session")
def index(data_folder: Path) -> Index:
    return load_index(data_folder / "index")


@pytest.fixture(scope="session")
def searcher(index: Index, encoder: Encoder) -> Searcher:
    return Searcher(index, encoder, today=lambda: TODAY)


@pytest.fixture(scope="session")
def answerer_on(index: Index, encoder: Encoder) -> Callable[[dt.date], Answerer]:
    """``answerer_on(day)``: answers as they are given on that day."""

    def on(day: dt.date) -> Answerer:
        return Answerer(Searcher(index, encoder, today=lambda: day), today=lambda: day)

    return on


@pytest.fixture(scope="session")
def answerer(answerer_on: Callable[[dt.date], Answerer]) -> Answerer:
    return answerer_on(TODAY)
