"""Import plans: the lines are kept as read; restoring and cutting happen when building."""

import datetime as dt
from collections.abc import Iterable, Iterator
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
    known = {stored.key: stored.payload for stored in library.current(RecordKind.PLAN)}
    for path in files_below(paths, SUFFIXES):
        try:
            text = read_plan_lines(path)
        except ImportFileError as error:
            report.skipped.append(SkippedRow(path.name, 0, str(error)))
            continue
        lines = list(text.lines)
        old = known.get(path.name)
        imported_on = old["imported_on"] if old and old["lines"] == lines else today.isoformat()
        payload = {"lines": lines, "imported_on": imported_on}
        row = (path.name, payload, (1, len(lines)))
        for result, count in library.save(RecordKind.PLAN, [row], path.name).items():
            report.counts[result] += count
    return report


def files_below(paths: Iterable[Path], suffixes: frozenset[str]) -> Iterator[Path]:
    """The files named, and those of the wanted kinds below the folders named, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes)
        else:
            yield path
