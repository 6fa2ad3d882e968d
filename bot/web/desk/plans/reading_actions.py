"""What staff do with a plan's reading, each with its permission and what was before and after."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.desk.audit import audit
from bot.plans.readings import Change, OpenReading, Readings
from bot.store import Staff
from bot.web.desk.desk import Desk
from bot.web.desk.roles import Permission, require
from knowledge.editing.plan_corrections import Correction, shown


class ReadingActions:
    """The desk's door to readings; each may raise NotAllowedError, PlanError or KnowledgeError."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._readings = Readings(desk.services.settings.knowledge)

    def open(self, file: str) -> OpenReading:
        """The plan of ``file`` as it reads now."""
        with self._desk.store.session() as session:
            return self._readings.open(session, file)

    def correct(self, staff: Staff, file: str, changes: Sequence[Change]) -> OpenReading:
        """Put fields of one element right."""
        require(staff, Permission.PLAN)
        with self._desk.store.session() as session:
            done = self._readings.correct(session, file, changes, staff.name)
            before = {one.path: shown(one.read) for one in changes}
            after = {one.path: shown(one.value) for one in changes}
            audit(session, staff, "plan.reading", f"plan:{file}", before, after)
        return done

    def correct_line(self, staff: Staff, file: str, number: int, text: str) -> OpenReading:
        """Write one line as it is."""
        require(staff, Permission.PLAN)
        with self._desk.store.session() as session:
            old = self._readings.open(session, file).lines
            done = self._readings.correct_line(session, file, number, text, staff.name)
            name = f"dòng {number}"
            before, after = {name: old[number - 1].text}, {name: done.lines[number - 1].text}
            audit(session, staff, "plan.line", f"plan:{file}", before, after)
        return done

    def settle(
        self, staff: Staff, file: str, found: str, suggested: str, *, meant: bool
    ) -> OpenReading:
        """Confirm or reject a suspected blind replacement."""
        require(staff, Permission.PLAN)
        with self._desk.store.session() as session:
            value = suggested if meant else found
            done = self._readings.settle(session, file, found, value, staff.name)
            self._settled(session, staff, file, found, suggested, None, meant)
        return done

    def reopen(self, staff: Staff, file: str, found: str, suggested: str) -> OpenReading:
        """Ask about a replacement again."""
        require(staff, Permission.PLAN)
        with self._desk.store.session() as session:
            was = self._readings.open(session, file).settled.get((found, suggested))
            done = self._readings.reopen(session, file, found, suggested)
            self._settled(session, staff, file, found, suggested, was, None)
        return done

    def forget(self, staff: Staff, file: str, correction: Correction) -> OpenReading:
        """Take a correction back."""
        require(staff, Permission.PLAN)
        with self._desk.store.session() as session:
            done = self._readings.forget(session, file, correction)
            before = {correction.path: shown(correction.value)}
            after = {correction.path: shown(correction.read)}
            audit(session, staff, "plan.reading_undo", f"plan:{file}", before, after)
        return done

    @staticmethod
    def _settled(
        session: Session,
        staff: Staff,
        file: str,
        found: str,
        suggested: str,
        was: bool | None,
        now: bool | None,
    ) -> None:
        name = f"'{found}' thay cho '{suggested}'"
        audit(session, staff, "plan.replacement", f"plan:{file}", {name: was}, {name: now})
