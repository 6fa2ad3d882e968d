"""Import FAQs and contacts from YAML or JSON lines in the content's own schema."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from knowledge.catalogue import ImportReport, SkippedRow
from knowledge.catalogue.tables import Row, read_rows
from knowledge.errors import ImportFileError
from knowledge.imports.plans import files_below
from knowledge.library import Library, SaveResult
from knowledge.records import Contact, ContactKind, Faq, RecordKind
from knowledge.records.base import Record
from knowledge.records.faults import fault_of

# YAML is held in memory whole, at twenty times its size; ours has a few hundred kilobytes.
MAX_YAML_BYTES = 10 * 1024 * 1024
SUFFIXES = frozenset({".yaml", ".yml", ".jsonl"})


def import_faqs(library: Library, paths: Iterable[Path]) -> ImportReport:
    """Import FAQs; one with the id of an own FAQ takes its place."""
    return _import(library, paths, Faq)


def import_contacts(library: Library, paths: Iterable[Path]) -> ImportReport:
    """Import offices and hotlines; this is how a ward fills its placeholders."""
    return _import(library, paths, Contact)


def _import(
    library: Library, paths: Iterable[Path], schema: type[Faq] | type[Contact]
) -> ImportReport:
    report = ImportReport(counts=dict.fromkeys(SaveResult, 0))
    for path in files_below(paths, SUFFIXES):
        for row in _rows(path):
            if row.values is None:
                report.skipped.append(SkippedRow(path.name, row.line, row.fault or ""))
                continue
            try:
                record = schema.model_validate(row.values)
            except ValidationError as error:
                report.skipped.append(SkippedRow(path.name, row.line, fault_of(error)))
                continue
            payload = record.model_dump(mode="json", exclude_defaults=True)
            saved = (record.id, payload, (row.line, row.line))
            for result, count in library.save(_kind(record), [saved], path.name).items():
                report.counts[result] += count
    return report


def _kind(record: Record) -> RecordKind:
    if isinstance(record, Contact):
        is_hotline = record.kind is ContactKind.HOTLINE
        return RecordKind.HOTLINE if is_hotline else RecordKind.OFFICE
    return RecordKind.FAQ


def _rows(path: Path) -> Iterator[Row]:
    """The records of a file with the line each stands in (its number, for YAML)."""
    if path.suffix.lower() == ".jsonl":
        yield from read_rows(path)
        return
    if path.is_file() and path.stat().st_size > MAX_YAML_BYTES:
        raise ImportFileError(f"{path}: larger than {MAX_YAML_BYTES // 2**20} MB; split it")
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ImportFileError(f"{path}: {error.strerror}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        why = " ".join(str(error).split())
        raise ImportFileError(f"{path}: cannot be read: {why}") from None
    if not isinstance(data, list):
        raise ImportFileError(f"{path}: must be a list of records")
    for number, entry in enumerate(data, start=1):
        named = entry if isinstance(entry, dict) else None
        yield Row(number, named, None if named else "a record must be a mapping")
