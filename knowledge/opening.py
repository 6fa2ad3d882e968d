"""Open a plan's file and read it: restored where a scan lost its accents, then as corrected."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.content import load_content
from knowledge.imports import save_plan
from knowledge.library import Library
from knowledge.plans import RepairedLine, read_plan_lines
from knowledge.records.plan import PlanReading
from knowledge.restoring import is_damaged, read_as_settled, repair_model, restored_lines


@dataclass(frozen=True)
class OpenedPlan:
    """A file's restored ``lines``, nothing settled yet, and its reading with staff's word on it."""

    lines: list[RepairedLine]
    reading: PlanReading


def open_plan_file(path: Path, knowledge: Path) -> OpenedPlan:
    """Read the .txt, .pdf or .docx at ``path``; ``knowledge`` keeps the model that restores.

    Raises:
        KnowledgeError: one line that names the file and what to do.
    """
    lines = restored(read_plan_lines(path).lines, knowledge)
    return OpenedPlan(lines, read_as_settled(lines, path.name, Library(knowledge)).reading)


def hold_for_answers(opened: OpenedPlan, file: str, knowledge: Path, today: dt.date) -> None:
    """Keep the plan in the library as well; the next index answers citizens from it."""
    save_plan(Library(knowledge), file, [line.read for line in opened.lines], today)


def restored(lines: Sequence[str], knowledge: Path) -> list[RepairedLine]:
    """``lines`` without the damage of a scan; the model is loaded only for a damaged one."""
    model = None
    if is_damaged(lines):
        model = repair_model(knowledge, load_content, Library(knowledge))
    return restored_lines(lines, model)
