"""A library of its own for each test, and one call that imports rows into it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue import ImportReport, import_procedures
from knowledge.library import Library, SaveResult
from knowledge.records import Procedure, RecordKind
from tests.knowledge.catalogue.tables import write_table

IMPORTED_ON = dt.date(2026, 11, 1)
FORMATS = ["p.jsonl", "p.csv", "p.xlsx"]
TakeIn = Callable[..., ImportReport]
Held = Callable[[], dict[str, Procedure]]


def done(report: ImportReport) -> dict[SaveResult, int]:
    """What an import did, without the zeros."""
    return {what: count for what, count in report.counts.items() if count}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "kho")


@pytest.fixture
def take_in(library: Library, tmp_path: Path) -> Callable[..., ImportReport]:
    """``take_in(*rows, name="p.jsonl", on=day)``: write the rows to a file and import it."""

    def import_rows(*rows: Any, name: str = "p.jsonl", on: dt.date = IMPORTED_ON) -> ImportReport:
        return import_procedures(library, write_table(tmp_path / name, rows), on)

    return import_rows


@pytest.fixture
def held(library: Library) -> Callable[[], dict[str, Procedure]]:
    """``held()``: the procedures in use by code."""

    def procedures() -> dict[str, Procedure]:
        current = library.current(RecordKind.PROCEDURE)
        return {stored.key: Procedure.model_validate(stored.payload) for stored in current}

    return procedures
