"""Import catalogue files into the library; a bad row is reported and skipped, the rest land."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.catalogue.rows import RowError, SkippedRow, code_of, to_procedure
from knowledge.catalogue.tables import check_table, read_rows
from knowledge.catalogue.unchanged import import_mark
from knowledge.library import Imported, Library, SaveResult
from knowledge.records import RecordKind

# Fields that the national export often lacks and citizens ask for first.
GAPS = ("time_limit", "fee")


@dataclass
class ImportReport:
    """What an import did; ``skipped`` names every row left out."""

    counts: dict[SaveResult, int] = field(default_factory=dict)
    skipped: list[SkippedRow] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    gaps: dict[str, list[int]] = field(default_factory=dict)
    """Lines whose record came in without this field, which the file leaves out or garbles."""


def import_procedures(
    library: Library,
    path: Path,
    today: dt.date,
    progress: Callable[[int], None] = lambda _: None,
) -> ImportReport:
    """Import one file of procedures, keyed by code; what the file no longer holds is removed.

    A file imported before without a skipped row, since when nothing changed, is not read again;
    its gaps are not told anew.

    A row that cannot be read any more is no removal: the version before it stays in use.

    ``checked_on`` of a record is the day its present version was imported: a row that has not
    changed keeps its day, so importing the same file again changes nothing.

    Raises:
        ImportFileError: the file as a whole cannot be read; nothing is changed then.
    """
    check_table(path)
    before = library.imported(RecordKind.PROCEDURE, path.name)
    if before is not None and before.mark == import_mark(library, path):
        return ImportReport({**dict.fromkeys(SaveResult, 0), SaveResult.SAME: before.records})
    report = ImportReport()
    known = {stored.key: stored.payload for stored in library.current(RecordKind.PROCEDURE)}
    successors = {
        code: later
        for code, payload in known.items()
        if (later := payload.get("validity", {}).get("replaced_by"))
    }
    replaced: list[tuple[str, int, dict[str, Any]]] = []
    seen: dict[str, int] = {}
    named: set[str] = set()

    def rows() -> Iterator[tuple[str, dict[str, Any], tuple[int, int]]]:
        for row in read_rows(path):
            try:
                if row.values is None:
                    raise RowError(row.fault or "cannot be read")
                code = code_of(row.values)
                named.add(code)
                record = to_procedure(row.values, today)
                if code in seen:
                    raise RowError(f"code: {code} stands already in line {seen[code]}")
            except RowError as error:
                report.skipped.append(SkippedRow(path.name, row.line, str(error)))
                continue
            seen[code] = row.line
            progress(row.line)
            for name in GAPS:
                if getattr(record, name) is None:
                    report.gaps.setdefault(name, []).append(row.line)
            payload = record.model_dump(mode="json", exclude_defaults=True)
            payload = _keeping_day(payload, known.get(code))
            successors.pop(code, None)
            if record.validity.replaced_by:
                # Whether the way leads in a circle is known only when every row was read.
                successors[code] = record.validity.replaced_by
                replaced.append((code, row.line, payload))
            else:
                yield code, payload, (row.line, row.line)
        for code, line, payload in replaced:
            circle = _circle(code, successors)
            if circle:
                reason = f"replaced_by: leads in a circle ({' → '.join(circle)})"
                report.skipped.append(SkippedRow(path.name, line, reason))
            else:
                yield code, payload, (line, line)

    report.counts = library.save(RecordKind.PROCEDURE, rows(), path.name)
    report.removed = library.mark_removed(RecordKind.PROCEDURE, path.name, named)
    if not report.skipped:
        # A row refused today, for a date in the future perhaps, is looked at again each time.
        mark = import_mark(library, path)
        library.note_import(RecordKind.PROCEDURE, path.name, Imported(mark, len(seen)))
    return report


def _circle(code: str, successors: dict[str, str]) -> list[str]:
    """The way from ``code`` over its successors back to itself; empty where it comes to an end."""
    way = [code]
    while (later := successors.get(way[-1])) is not None:
        if later == code:
            return [*way, code]
        if later in way:
            return []
        way.append(later)
    return []


def _keeping_day(payload: dict[str, Any], old: dict[str, Any] | None) -> dict[str, Any]:
    if old is not None and {**payload, "checked_on": old["checked_on"]} == old:
        return old
    return payload
