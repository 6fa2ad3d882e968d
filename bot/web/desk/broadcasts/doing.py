"""What officers do with broadcasts and tasks, each with its permission and its line in the log."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.broadcasts import BroadcastError, Campaigns
from bot.broadcasts.articles import queue_article
from bot.broadcasts.hours import is_quiet
from bot.broadcasts.limits import limits
from bot.broadcasts.results import send_unknown_again
from bot.broadcasts.steps import Also
from bot.broadcasts.todos import Proof, Todos
from bot.broadcasts.together import Made, approve, compose, plan
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import Composed
from bot.desk.audit import audit
from bot.store import Staff, Store, Todo
from bot.store.models import utc_now
from bot.web.desk.desk import Desk
from bot.web.desk.roles import Permission, require


@dataclass(frozen=True)
class Doing:
    """Every action asks for the permission of whoever does it; call these in a thread."""

    desk: Desk

    @property
    def store(self) -> Store:
        """The desk's store."""
        return self.desk.store

    @property
    def campaigns(self) -> Campaigns:
        """The life of broadcasts."""
        return self.desk.campaigns

    @property
    def todos(self) -> Todos:
        """The tasks that people carry out."""
        return Todos(self.store, self.desk.services.settings.data)

    def compose(
        self, staff: Staff, composed: Composed, ways: tuple[str, ...], audience: str
    ) -> Made:
        """Keep drafts for the chosen ways; raises NotAllowedError, BroadcastError."""
        require(staff, Permission.DRAFT)
        data = self.desk.services.settings.data
        told = {"ways": ", ".join(ways), "audience": audience, "source": composed.source}

        def noted(session: Session, made: Made) -> None:
            _note(session, staff, "compose", made.campaign, told)

        return compose(self.store, composed, ways, audience, staff.name, data, noted)

    def approve(self, staff: Staff, key: str) -> int:
        """Approve a campaign, or a draft of the command line; not one's own."""
        require(staff, Permission.APPROVE)
        noted = _counted(staff, "approve", key.removeprefix("c"), "parts")
        if key.isdigit():
            self.campaigns.approve(int(key), staff.name, noted)
            return 1
        office = Office.of(self.desk.services.settings)
        return approve(self.store, key.removeprefix("c"), staff.name, office, noted)

    def plan(self, staff: Staff, key: str, at: dt.datetime) -> int:
        """Set when the approved parts begin."""
        require(staff, Permission.SEND)
        noted = _counted(staff, "plan", key.removeprefix("c"), "parts", at=at)
        if key.isdigit():
            self.campaigns.plan(int(key), at, noted)
            return 1
        return plan(self.store, key.removeprefix("c"), at, noted)

    def start(self, staff: Staff, number: int, typed: str = "", *, urgent: bool = False) -> int:
        """Begin or go on; above a size only with the number of people typed by hand.

        Raises:
            NotAllowedError, BroadcastError: not this role, not the number, quiet hours.
        """
        require(staff, Permission.SEND)
        people = self.campaigns.audience_size(number)
        if people >= limits().typed_from and typed.strip() != str(people):
            raise BroadcastError(f"gõ đúng số {people} rồi mới gửi được")
        if is_quiet(utc_now()) and not urgent:
            raise BroadcastError("đang giờ yên tĩnh; hẹn giờ, hoặc chọn gửi khẩn")
        noted = _counted(staff, "start", str(number), "people", urgent=urgent)
        return self.campaigns.start(number, urgent=urgent, also=noted)

    def stop(self, staff: Staff, number: int) -> None:
        """Stop sending; anyone at the desk may."""
        self.campaigns.stop(number, _counted(staff, "stop", str(number), "parts"))

    def again(self, staff: Staff, number: int) -> int:
        """Send to the unknown ones once more, knowing that some may get it twice."""
        require(staff, Permission.SEND)
        noted = _counted(staff, "again", str(number), "people")
        return send_unknown_again(self.store, number, noted)

    def publish(self, staff: Staff, todo: int) -> None:
        """Have an approved article sent to all followers on Zalo."""
        require(staff, Permission.SEND)
        settings = self.desk.services.settings
        if "zalo" not in self.desk.services.channels:
            raise BroadcastError("kênh Zalo đang tắt")
        cover = settings.zalo_picture_url
        queue_article(
            self.store,
            settings.data,
            todo,
            staff.name,
            cover,
            lambda session: _note(session, staff, "publish", f"todo:{todo}", {"cover": cover}),
        )

    def assign(self, staff: Staff, todo: int, to: int | None, due: dt.date | None) -> None:
        """Say who does a task and by when."""
        require(staff, Permission.DRAFT)

        def noted(session: Session, kept: Todo) -> None:
            name = session.get_one(Staff, to).name if to is not None else None
            _note(session, staff, "assign", f"todo:{kept.id}", {"holder": name, "due": due})

        self.todos.assign(todo, to, due, noted)

    def finish(self, staff: Staff, todo: int, proof: Proof) -> None:
        """Close a task with its evidence."""
        require(staff, Permission.DRAFT)

        def noted(session: Session, kept: Todo) -> None:
            told = {"link": proof.link, "file": proof.name}
            _note(session, staff, "finish", f"todo:{kept.id}", told)

        self.todos.finish(todo, proof, staff.name, noted)


def _counted(staff: Staff, verb: str, what: str, counted: str, **more: object) -> Also[int]:
    def noted(session: Session, count: int) -> None:
        _note(session, staff, verb, what, {counted: count, **more})

    return noted


def _note(
    session: Session, staff: Staff, verb: str, what: str, after: Mapping[str, object]
) -> None:
    audit(session, staff, f"broadcast.{verb}", f"broadcast:{what}", after=after)
