"""Imported plans made readable: the repair model learned from what the installation holds."""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.content import CONTENT_ROOT, Content
from knowledge.editing.plan_corrections import (
    Correction,
    correct_lines,
    correct_reading,
    corrections,
)
from knowledge.library import Library, Stored
from knowledge.plans import (
    RepairedLine,
    RepairModel,
    RestoredPlan,
    as_read,
    read_plan,
    settled,
    train,
    windows,
)
from knowledge.plans.repair.model import VERSION as REPAIR_VERSION
from knowledge.records import PlanReading, RecordKind
from knowledge.text import clean, is_accented, strings_in

log = logging.getLogger(__name__)

# With this share of clean lines nothing was damaged by a scanner: repairing would only harm.
CLEAN_SHARE = 0.85
_SPARSE_LINE = 3


@dataclass(frozen=True)
class SettledPlan:
    """A plan's lines and reading with staff's word on them; ``conflicts`` no longer fit it."""

    lines: list[RepairedLine]
    reading: PlanReading
    conflicts: list[Correction]


def restored_plans(
    root: Path,
    content: Content,
    library: Library,
    progress: Callable[[str], None] = lambda _: None,
) -> list[RestoredPlan]:
    """Every imported plan, restored where its scan was damaged; ``root`` keeps the model."""
    plans = library.current(RecordKind.PLAN)
    if not plans:
        return []
    model: RepairModel | None = None
    if any(is_damaged(plan.payload["lines"]) for plan in plans):
        progress("learning the language model for repair")
        model = repair_model(root, lambda: content, library)
    return [_restored(plan, model, library, progress) for plan in plans]


def restored_lines(lines: Sequence[str], model: RepairModel | None) -> list[RepairedLine]:
    """``lines`` of one file without the damage of a scan, before staff's word on them."""
    if model is None or not is_damaged(lines):
        return as_read(lines)
    return model.repair(lines)


def read_as_settled(lines: Sequence[RepairedLine], file: str, library: Library) -> SettledPlan:
    """Read the restored ``lines`` of ``file`` with all that staff said about it."""
    verdicts, known = library.replacements(file), corrections(library)
    said = correct_lines([settled(line, verdicts) for line in lines], file, known)
    done = correct_reading(read_plan(said), file, known, [line.read for line in lines])
    return SettledPlan(said, done.reading, done.conflicts)


def repair_model(root: Path, content: Callable[[], Content], library: Library) -> RepairModel:
    """The model for what is held now, learned when there is none or its teachers changed.

    ``content`` is loaded only to learn from it: reading all its records takes longer than loading
    the model.
    """
    folder = root / "repair"
    mark = folder / "taught-by"
    taught = _teachers(library)
    if mark.is_file() and mark.read_text(encoding="ascii") == taught:
        return RepairModel.load(folder)
    model = train(clean_texts(content(), library))
    model.save(folder)
    mark.write_text(taught, encoding="ascii")
    return model


def clean_texts(content: Content, library: Library) -> Iterator[str]:
    """Clean Vietnamese that the installation holds: catalogue, office's texts, own content."""
    for stored in library.current(RecordKind.PROCEDURE):
        yield from strings_in(stored.payload)
    yield from library.texts()
    for record in (*content.procedures, *content.faqs, *content.plans):
        yield from strings_in(record.model_dump(mode="json", exclude_defaults=True))
    for path in sorted((CONTENT_ROOT / "plan_language").rglob("*.txt")):
        yield path.read_text(encoding="utf-8")


def is_damaged(lines: Sequence[str]) -> bool:
    """Whether a scan lost the accents: too few lines look like Vietnamese as it is written."""
    telling = [line for line in lines if len(line.split()) > _SPARSE_LINE]
    whole = sum(1 for line in telling if is_accented(line) and not _foreign_marks(line))
    return bool(telling) and whole < CLEAN_SHARE * len(telling)


def _foreign_marks(line: str) -> bool:
    """Letters that no Vietnamese word has, as English OCR writes them ('¢', '§', 'ﬁ', '¥' …)."""
    return any(char in "¢§¥£ﬁﬂ€©®°«»™ç" for char in line)


def _restored(
    plan: Stored, model: RepairModel | None, library: Library, progress: Callable[[str], None]
) -> RestoredPlan:
    read: list[str] = plan.payload["lines"]
    if is_damaged(read):
        progress(f"restoring {plan.file}")
    done = read_as_settled(restored_lines(read, model), plan.file, library)
    # What somebody may have replaced is searched as it was probably meant.
    lines = [line.alternative for line in done.lines]
    if is_damaged(read):
        lines = [clean(line) for line in lines]
    return RestoredPlan(plan.file, plan.payload["imported_on"], lines, done.reading, windows(lines))


def _teachers(library: Library) -> str:
    """A digest of all that the model is taught by."""
    digest = hashlib.sha256(f"model {REPAIR_VERSION}".encode())
    digest.update(library.state(RecordKind.PROCEDURE).encode())
    digest.update(library.texts_state().encode())
    for kind in ("procedures", "faqs", "plans", "plan_language"):
        for path in sorted((CONTENT_ROOT / kind).rglob("*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
