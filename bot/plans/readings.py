"""Readings that staff look through: beside their lines, corrected, with the tasks following."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.plans.errors import PlanError
from bot.plans.importing import kept_lines, renew_reading
from bot.store import Plan
from knowledge.editing.plan_corrections import (
    Correction,
    Value,
    corrections,
    forget_correction,
    offered,
    save_correction,
    save_line,
    settle_offers,
)
from knowledge.library import Library
from knowledge.opening import restored
from knowledge.plans import RepairedLine
from knowledge.records import PlanReading, RecordKind
from knowledge.restoring import read_as_settled


@dataclass(frozen=True)
class Change:
    """One field of one element: ``source`` are the element's lines, None for the heading."""

    path: str
    read: Value
    value: Value
    source: str | None = None


@dataclass(frozen=True)
class OpenReading:
    """A plan of file ``file`` as staff see it; ``offers`` are not settled yet."""

    file: str
    plan_id: int | None
    restored: list[RepairedLine]
    lines: list[RepairedLine]
    reading: PlanReading
    conflicts: list[Correction]
    corrections: list[Correction]
    offers: dict[tuple[str, str], list[int]]
    settled: dict[tuple[str, str], bool]

    @property
    def raw(self) -> list[str]:
        """The lines as imported."""
        return [line.read for line in self.lines]


class Readings:
    """Opens and corrects readings; ``root`` is the knowledge's folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._restored: dict[str, tuple[list[str], list[RepairedLine]]] = {}

    def open(self, session: Session, file: str) -> OpenReading:
        """The plan that was imported from ``file``, as tasks or into the knowledge.

        Raises:
            PlanError: there is none, or its lines were not kept.
        """
        plan = session.scalar(
            select(Plan).where(Plan.file == file).order_by(Plan.imported_at.desc())
        )
        lines = kept_lines(plan) if plan is not None else []
        lines = lines or self._held(file)
        if not lines:
            raise PlanError(f"Chưa giữ dòng gốc của {file}. Xin nhập lại tệp.")
        library = Library(self._root)
        read = read_as_settled(lines, file, library)
        named = (file, read.reading.number)
        return OpenReading(
            file,
            plan.id if plan else None,
            lines,
            read.lines,
            read.reading,
            read.conflicts,
            [one for one in corrections(library) if one.plan in named],
            offered(read.lines),
            library.replacements(file),
        )

    def correct(
        self, session: Session, file: str, changes: Sequence[Change], by: str
    ) -> OpenReading:
        """Put fields of one element right."""

        def work(library: Library, opened: OpenReading) -> None:
            number = opened.reading.number
            for one in changes:
                plan = file if one.path == "number" or not number else number
                correction = Correction(
                    plan=plan,
                    path=one.path,
                    read=one.read,
                    value=one.value,
                    by=by,
                    source=one.source,
                )
                save_correction(library, self.open(session, file).reading, correction, opened.raw)
                number = self.open(session, file).reading.number

        return self._changed(session, file, work)

    def correct_line(
        self, session: Session, file: str, number: int, text: str, by: str
    ) -> OpenReading:
        """Write line ``number`` (1-based) as it is."""
        return self._changed(
            session,
            file,
            lambda library, opened: save_line(library, file, _line(opened, number), text, by),
        )

    def settle(self, session: Session, file: str, found: str, value: str, by: str) -> OpenReading:
        """Confirm a suspected replacement, or reject it with ``found`` itself as ``value``."""
        return self._changed(
            session,
            file,
            lambda library, opened: settle_offers(library, file, opened.restored, found, value, by),
        )

    def reopen(self, session: Session, file: str, found: str, suggested: str) -> OpenReading:
        """Ask about a replacement again."""
        return self._changed(
            session, file, lambda library, _: library.reopen_replacement(file, found, suggested)
        )

    def forget(self, session: Session, file: str, correction: Correction) -> OpenReading:
        """Take a correction back."""
        return self._changed(
            session, file, lambda library, _: forget_correction(library, correction)
        )

    def _changed(
        self, session: Session, file: str, work: Callable[[Library, OpenReading], object]
    ) -> OpenReading:
        """Do ``work``, and let the stored plan and its tasks follow the new reading."""
        work(Library(self._root), self.open(session, file))
        opened = self.open(session, file)
        if opened.plan_id is not None:
            renew_reading(session, session.get_one(Plan, opened.plan_id), opened.reading)
        return opened

    def _held(self, file: str) -> list[RepairedLine]:
        """Lines of the knowledge's own copy; restored once while they stay the same."""
        current = Library(self._root).current(RecordKind.PLAN)
        lines = next((list(one.payload["lines"]) for one in current if one.key == file), [])
        known = self._restored.get(file)
        if known is None or known[0] != lines:
            known = self._restored[file] = (lines, restored(lines, self._root))
        return known[1]


def _line(opened: OpenReading, number: int) -> RepairedLine:
    if not 1 <= number <= len(opened.lines):
        raise PlanError(f"Tệp không có dòng {number}.")
    return opened.lines[number - 1]
