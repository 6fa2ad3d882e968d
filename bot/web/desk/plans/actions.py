"""What officers do with plans and activities, each with its permission and an audit line."""

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.desk.audit import audit
from bot.desk.calendar import ZONE
from bot.plans import ActivityFacts, PlanError, change_activity, log_activity, withdraw_activity
from bot.plans.attendance import attendees, close_sheet, open_sheet, remove
from bot.plans.evidence import EvidenceFiles, Owner, add_file, add_link
from bot.plans.fields import Value
from bot.plans.importing import ImportResult, import_reading
from bot.plans.limits import FILE_BYTES
from bot.plans.periods import PeriodKind
from bot.plans.registers import answer_petition, approve_entry, ask_petition, save_entry
from bot.plans.skeleton import skeleton_of, write_skeleton
from bot.plans.tasks import add_task, correct, progress, set_rule, settle, unchanged
from bot.store import Attendee, Plan, RegisterKind, Staff, TaskProgress
from bot.web.desk.desk import Desk
from bot.web.desk.roles import Permission, require
from knowledge.opening import hold_for_answers, open_plan_file
from knowledge.records.plan import PlanReading

T = TypeVar("T")


class PlanActions:
    """The desk's door to plans; every method may raise NotAllowedError or PlanError."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.files = EvidenceFiles(desk.services.settings.data)

    def bring(self, staff: Staff, name: str, content: bytes) -> ImportResult:
        """Import a plan's file: its tasks at once, its answers with the next index."""
        require(staff, Permission.PLAN)
        if len(content) > FILE_BYTES:
            raise PlanError(f"Tệp lớn hơn mức {FILE_BYTES // 2**20} MB.")
        knowledge = self.desk.services.settings.knowledge
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(name.replace("\\", "/")).name
            path.write_bytes(content)
            opened = open_plan_file(path, knowledge)
        with self.desk.store.session() as session:
            done = import_reading(session, opened.reading, path.name, staff.name, opened.lines)
            after = {"file": path.name, "new": done.new, "conflicts": done.conflicts}
            audit(session, staff, "plan.import", f"plan:{done.plan_id}", after=after)
        hold_for_answers(opened, path.name, knowledge, dt.datetime.now(ZONE).date())
        return done

    def skeleton(self, staff: Staff, plan_id: int) -> tuple[bytes, list[str]]:
        """The frame of our own plan under a higher one as DOCX, and the sections it lacks."""
        require(staff, Permission.PLAN)
        settings = self.desk.services.settings
        with self.desk.store.session() as session:
            reading = PlanReading.model_validate(session.get_one(Plan, plan_id).reading)
            audit(session, staff, "plan.skeleton", f"plan:{plan_id}")
        frame = skeleton_of(reading)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "khung.docx"
            write_skeleton(frame, settings.unit, dt.datetime.now(ZONE).date(), path)
            return path.read_bytes(), frame.missing

    def correct(
        self,
        staff: Staff,
        task_id: int,
        changes: dict[str, Value],
        seen: Mapping[str, Value] | None = None,
    ) -> None:
        """Fill in or correct fields, all or none, where they still are as ``seen`` in the form."""
        require(staff, Permission.PLAN)

        def work(session: Session) -> None:
            unchanged(session, task_id, seen or {})
            for field, value in changes.items():
                correct(session, task_id, field, value, staff.name)

        self._do(staff, "plan.correct", f"task:{task_id}", work, dict(changes))

    def settle(self, staff: Staff, task_id: int, field: str, *, keep: bool) -> None:
        """End a conflict between staff's word and a new reading."""
        self._do(
            staff,
            "plan.settle",
            f"task:{task_id}",
            lambda session: settle(session, task_id, field, keep=keep, by=staff.name),
            {"field": field, "keep": keep},
        )

    def progress(self, staff: Staff, task_id: int, to: TaskProgress, note: str) -> None:
        """Say how far a task is."""
        today = dt.datetime.now(ZONE).date()
        self._do(
            staff,
            "plan.progress",
            f"task:{task_id}",
            lambda session: progress(session, task_id, to, note, today),
            {"progress": to},
        )

    def add_task(
        self, staff: Staff, plan_id: int, content: str, lead: str, due: dt.date | None
    ) -> None:
        """Add a task to a plan."""
        self._do(
            staff,
            "plan.add",
            f"plan:{plan_id}",
            lambda session: add_task(session, plan_id, content, lead, due),
            {"content": content, "lead": lead, "due": due},
        )

    def rule(
        self, staff: Staff, rule_id: int, day: int, months_after: int, kinds: list[PeriodKind]
    ) -> None:
        """Fill in when reports are due."""
        self._do(
            staff,
            "plan.rule",
            f"rule:{rule_id}",
            lambda session: set_rule(session, rule_id, day, months_after, kinds, staff.name),
            {"day": day, "months_after": months_after, "kinds": kinds},
        )

    def log(self, staff: Staff, facts: ActivityFacts, links: list[str], source: str) -> int:
        """Write an activity down; ``source`` makes a form that is sent twice one line."""
        require(staff, Permission.PLAN)
        return self._do(
            staff,
            "activity.log",
            "activity",
            lambda session: (
                log_activity(session, facts, source=source, links=links, by=staff.name).id
            ),
            {"title": facts.title, "held_on": facts.held_on, "reached": facts.reached},
        )

    def change(
        self,
        staff: Staff,
        activity_id: int,
        facts: ActivityFacts,
        seen: ActivityFacts | None = None,
    ) -> None:
        """Correct an activity; ``seen`` is what the form showed."""
        require(staff, Permission.PLAN)
        self._do(
            staff,
            "activity.change",
            f"activity:{activity_id}",
            lambda session: change_activity(session, activity_id, facts, staff.name, seen),
            {"title": facts.title, "held_on": facts.held_on, "reached": facts.reached},
        )

    def withdraw(self, staff: Staff, activity_id: int) -> None:
        """Take a line that was logged by mistake out of every count."""
        self._do(
            staff,
            "activity.withdraw",
            f"activity:{activity_id}",
            lambda session: withdraw_activity(session, activity_id, staff.name),
        )

    def link(self, staff: Staff, owner: Owner, url: str, item: str | None = None) -> None:
        """Attach a link."""
        require(staff, Permission.PLAN)
        self._do(
            staff,
            "evidence.link",
            _named(owner),
            lambda session: add_link(session, owner, url, staff.name, item),
            {"url": url},
        )

    def attach(
        self, staff: Staff, owner: Owner, name: str, content: bytes, item: str | None = None
    ) -> None:
        """Attach a file or photo."""
        require(staff, Permission.PLAN)
        self._do(
            staff,
            "evidence.file",
            _named(owner),
            lambda session: add_file(session, self.files, owner, name, content, staff.name, item),
            {"name": name},
        )

    def register(
        self,
        staff: Staff,
        kind: RegisterKind,
        title: str,
        held_on: dt.date | None,
        fields: dict[str, Any],
        entry_id: int | None = None,
    ) -> None:
        """Add a line to a register, or change it."""
        self._do(
            staff,
            "register.save",
            f"register:{entry_id or kind}",
            lambda session: save_entry(
                session, kind, title, held_on, fields, staff.name, entry_id=entry_id
            ),
            {"title": title},
        )

    def open_attendance(self, staff: Staff, entry_id: int) -> str:
        """Let people sign in for a training; returns the address behind the QR code."""
        sheet = self._do(
            staff,
            "register.attendance",
            f"register:{entry_id}",
            lambda session: open_sheet(session, entry_id, staff.name).token,
            {"open": True},
        )
        settings = self.desk.services.settings
        base = settings.public_url or f"http://{settings.host}:{settings.port}"
        return f"{base.rstrip('/')}/diem-danh/{sheet}"

    def close_attendance(self, staff: Staff, entry_id: int) -> None:
        """Take no more names."""
        self._do(
            staff,
            "register.attendance",
            f"register:{entry_id}",
            lambda session: close_sheet(session, entry_id),
            {"open": False},
        )

    def attendees(self, staff: Staff, entry_id: int) -> list[Attendee]:
        """Who signed; for those only who keep the register."""
        require(staff, Permission.PLAN)
        with self.desk.store.session() as session:
            return attendees(session, entry_id)

    def remove_attendee(self, staff: Staff, attendee_id: int) -> None:
        """Take a name off the list."""
        self._do(
            staff,
            "register.attendee",
            f"attendee:{attendee_id}",
            lambda session: remove(session, attendee_id),
        )

    def approve(self, staff: Staff, entry_id: int) -> None:
        """Let a good practice be shown."""
        require(staff, Permission.LEAD)
        with self.desk.store.session() as session:
            approve_entry(session, entry_id, staff.name)
            audit(session, staff, "register.approve", f"register:{entry_id}")

    def ask(
        self, staff: Staff, entry_id: int, question: str, unit: str, due: dt.date | None
    ) -> None:
        """Gather a question for a dialogue session."""
        self._do(
            staff,
            "register.ask",
            f"register:{entry_id}",
            lambda session: ask_petition(session, entry_id, question, unit, due),
        )

    def answer(self, staff: Staff, petition_id: int, answer: str) -> None:
        """Answer a question of a dialogue session."""
        today = dt.datetime.now(ZONE).date()
        self._do(
            staff,
            "register.answer",
            f"petition:{petition_id}",
            lambda session: answer_petition(session, petition_id, answer, staff.name, today),
        )

    def _do(
        self,
        staff: Staff,
        action: str,
        subject: str,
        work: Callable[[Session], T],
        after: dict[str, Any] | None = None,
    ) -> T:
        require(staff, Permission.PLAN)
        with self.desk.store.session() as session:
            done = work(session)
            audit(session, staff, action, subject, after=after)
        return done


def _named(owner: Owner) -> str:
    return next(f"{name.removesuffix('_id')}:{key}" for name, key in vars(owner).items() if key)
