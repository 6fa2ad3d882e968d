"""Import plans: the lines are kept as read; restoring and cutting happen when building."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.catalogue import ImportReport, SkippedRow
from knowledge.errors import ImportFileError
from knowledge.library import Library, SaveResult
from knowledge.plans import read_plan_lines
from knowledge.records import RecordKind

SUFFIXES = frozenset({".txt", ".pdf", ".docx"})


def import_plans(library: Library, paths: Iterable[Path], today: dt.date) -> ImportReport:
    """Import files, or every plan file below a folder; one that cannot be read is reported."""
    report = ImportReport(counts=dict.fromkeys(SaveResult, 0))
    for path in files_below(paths, SUFFIXES):
        try:
            text = read_plan_lines(path)
        except ImportFileError as error:
            report.skipped.append(SkippedRow(path.name, 0, str(error)))
            continue
        for result, count in save_plan(library, path.name, text.lines, today).items():
            report.counts[result] += count
    return report


def save_plan(
    library: Library, file: str, lines: Sequence[str], today: dt.date
) -> dict[SaveResult, int]:
    """Keep the plan of ``file`` by its ``lines`` as read; the same ones keep their day."""
    known = {stored.key: stored.payload for stored in library.current(RecordKind.PLAN)}
    old = known.get(file)
    same = old is not None and old["lines"] == list(lines)
    imported_on = old["imported_on"] if old is not None and same else today.isoformat()
    payload = {"lines": list(lines), "imported_on": imported_on}
    return library.save(RecordKind.PLAN, [(file, payload, (1, len(lines)))], file)


def files_below(paths: Iterable[Path], suffixes: frozenset[str]) -> Iterator[Path]:
    """The files named, and those of the wanted kinds below the folders named, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes)
        else:
            yield path
