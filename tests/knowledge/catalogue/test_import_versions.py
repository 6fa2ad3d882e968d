"""The same again changes nothing; a change is a version, a row that left is marked."""

import datetime as dt
from pathlib import Path

import pytest

from knowledge.catalogue import import_procedures
from knowledge.library import Library, SaveResult
from knowledge.records import RecordKind
from tests.knowledge.catalogue.conftest import FORMATS, IMPORTED_ON, Held, TakeIn, done
from tests.knowledge.catalogue.tables import row, write_table


@pytest.mark.parametrize("name", FORMATS)
def test_importing_the_same_file_again_changes_nothing(
    take_in: TakeIn, library: Library, name: str
) -> None:
    rows = row(), row(code="1.000894")
    take_in(*rows, name=name)
    before = library.current(RecordKind.PROCEDURE)
    report = take_in(*rows, name=name, on=IMPORTED_ON + dt.timedelta(days=30))
    assert done(report) == {SaveResult.SAME: 2}
    assert report.removed == []
    assert library.current(RecordKind.PROCEDURE) == before


def test_a_changed_row_is_a_new_version_checked_on_that_day(
    take_in: TakeIn, held: Held, library: Library
) -> None:
    later = IMPORTED_ON + dt.timedelta(days=30)
    take_in(row(), row(code="1.000894"))
    report = take_in(row(fee="9,000 Đồng"), row(code="1.000894"), on=later)
    assert done(report) == {SaveResult.CHANGED: 1, SaveResult.SAME: 1}
    assert (held()["1.001193"].fee, held()["1.001193"].checked_on) == ("9.000 đồng", later)
    assert held()["1.000894"].checked_on == IMPORTED_ON
    fees = [old.payload["fee"] for old in library.versions(RecordKind.PROCEDURE, "1.001193")]
    assert fees == ["8.000 đồng", "9.000 đồng"]


def test_a_row_that_left_the_file_is_removed_and_may_return(take_in: TakeIn, held: Held) -> None:
    take_in(row(), row(code="1.000894"))
    assert take_in(row()).removed == ["1.000894"]
    assert set(held()) == {"1.001193"}
    report = take_in(row(), row(code="1.000894"))
    assert done(report) == {SaveResult.SAME: 1, SaveResult.CHANGED: 1}
    assert set(held()) == {"1.001193", "1.000894"}


@pytest.mark.parametrize("changes", [{"level": "xa"}, {"issued": "hôm qua"}])
def test_a_row_that_became_unreadable_keeps_its_good_version(
    take_in: TakeIn, held: Held, changes: dict[str, str]
) -> None:
    """A slip of the hand in one cell must not take the procedure away from citizens."""
    take_in(row(), row(code="1.000894"))
    report = take_in(row(**changes), row(code="1.000894"))
    assert len(report.skipped) == 1
    assert report.removed == []
    assert set(held()) == {"1.001193", "1.000894"}


def test_another_files_procedures_stay(take_in: TakeIn, held: Held) -> None:
    take_in(row(), name="tinh.csv")
    take_in(row(code="1.000894"), name="xa.csv")
    assert set(held()) == {"1.001193", "1.000894"}


def test_an_unchanged_file_is_not_read_again(library: Library, tmp_path: Path) -> None:
    path = write_table(tmp_path / "p.jsonl", [row(), row(code="1.000894")])
    import_procedures(library, path, IMPORTED_ON)
    read: list[int] = []
    report = import_procedures(library, path, IMPORTED_ON, read.append)
    assert (done(report), read) == ({SaveResult.SAME: 2}, [])


def test_an_unchanged_file_counts_again_after_another_changed_its_record(
    take_in: TakeIn, held: Held
) -> None:
    take_in(row(), name="tinh.jsonl")
    take_in(row(fee="9,000 Đồng"), name="xa.jsonl")
    assert done(take_in(row(), name="tinh.jsonl")) == {SaveResult.CHANGED: 1}
    assert held()["1.001193"].fee == "8.000 đồng"


def test_a_file_with_a_refused_row_is_looked_at_each_time(take_in: TakeIn) -> None:
    """The row of tomorrow's date is right tomorrow, though no byte of the file changes."""
    rows = row(), row(code="1.000894", issued="2026-11-02")
    assert len(take_in(*rows).skipped) == 1
    report = take_in(*rows, on=IMPORTED_ON + dt.timedelta(days=1))
    assert (report.skipped, done(report)) == ([], {SaveResult.SAME: 1, SaveResult.NEW: 1})
