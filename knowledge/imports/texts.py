"""Import clean documents of the office; they teach the language model, nothing else."""

from collections.abc import Iterable
from pathlib import Path

from knowledge.catalogue import ImportReport, SkippedRow
from knowledge.errors import ImportFileError
from knowledge.imports.plans import files_below
from knowledge.library import Library, SaveResult
from knowledge.plans import read_lines
from knowledge.text import visible

SUFFIXES = frozenset({".txt", ".pdf", ".docx"})


def import_texts(library: Library, paths: Iterable[Path]) -> ImportReport:
    """Keep each file's text once, whatever its name."""
    report = ImportReport(counts=dict.fromkeys(SaveResult, 0))
    for path in files_below(paths, SUFFIXES):
        try:
            body = visible("\n".join(read_lines(path).lines))
        except ImportFileError as error:
            report.skipped.append(SkippedRow(path.name, 0, str(error)))
            continue
        report.counts[library.save_text(path.name, body)] += 1
    return report
