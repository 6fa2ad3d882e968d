"""Procedures as the national catalogue publishes them: files in, records with versions out."""

from knowledge.catalogue.importing import ImportReport, import_procedures
from knowledge.catalogue.rows import SkippedRow

__all__ = ["ImportReport", "SkippedRow", "import_procedures"]
