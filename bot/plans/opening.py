"""Open a plan's file and read it: restored where a scan lost its accents, then as corrected."""

from pathlib import Path

from knowledge.content import load_content
from knowledge.editing.plan_corrections import correct_reading, corrections
from knowledge.library import Library
from knowledge.plans import read_lines, read_plan
from knowledge.records.plan import PlanReading
from knowledge.restoring import is_damaged, repair_model


def read_plan_file(path: Path, knowledge: Path) -> PlanReading:
    """Read the .txt, .pdf or .docx at ``path``; ``knowledge`` keeps the model that restores.

    Raises:
        KnowledgeError: one line that names the file and what to do.
    """
    library = Library(knowledge)
    lines = list(read_lines(path).lines)
    model = repair_model(knowledge, load_content(), library) if is_damaged(lines) else None
    confirmed = library.replacements(path.name) if model else ()
    reading = read_plan(lines, model, confirmed)
    return correct_reading(reading, path.name, corrections(library)).reading
