"""Import FAQs and contacts from YAML or JSON lines in the content's own schema."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.catalogue import ImportReport, SkippedRow
from knowledge.errors import ImportFileError
from knowledge.imports.plans import files_below
from knowledge.library import Library, SaveResult
from knowledge.records import Contact, ContactKind, Faq, RecordKind
from knowledge.records.base import Record

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
        for line, entry in _entries(path):
            try:
                record = schema.model_validate(entry)
            except ValidationError as error:
                fault = error.errors()[0]
                field = ".".join(str(part) for part in fault["loc"])
                report.skipped.append(SkippedRow(path.name, line, f"{field}: {fault['msg']}"))
                continue
            row = (record.id, record.model_dump(mode="json", exclude_defaults=True), (line, line))
            for result, count in library.save(_kind(record), [row], path.name).items():
                report.counts[result] += count
    return report


def _kind(record: Record) -> RecordKind:
    if isinstance(record, Contact):
        is_hotline = record.kind is ContactKind.HOTLINE
        return RecordKind.HOTLINE if is_hotline else RecordKind.OFFICE
    return RecordKind.FAQ


def _entries(path: Path) -> Iterator[tuple[int, Any]]:
    """The records of a file with the line each stands in (its number, for YAML)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".jsonl":
            for number, line in enumerate(text.splitlines(), start=1):
                if line.strip():
                    yield number, json.loads(line)
            return
        data = yaml.safe_load(text)
    except OSError as error:
        raise ImportFileError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, yaml.YAMLError, json.JSONDecodeError) as error:
        raise ImportFileError(f"{path}: cannot be read: {error}") from None
    if not isinstance(data, list):
        raise ImportFileError(f"{path}: must be a list of records")
    yield from enumerate(data, start=1)
