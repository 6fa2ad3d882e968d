"""What officers do with broadcasts and tasks, each with its permission and its line in the log."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bot.broadcasts import BroadcastError, Campaigns
from bot.broadcasts.hours import is_quiet
from bot.broadcasts.limits import limits
from bot.broadcasts.results import send_unknown_again
from bot.broadcasts.todos import Proof, Todos
from bot.broadcasts.together import Made, approve, compose, plan
from bot.broadcasts.voices import Office
from bot.broadcasts.voicing import Composed
from bot.desk.audit import audit
from bot.store import Staff, Store
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
        made = compose(self.store, composed, ways, audience, staff.name, data)
        told = {"ways": ", ".join(ways), "audience": audience, "source": composed.source}
        self._noted(staff, "compose", made.campaign, told)
        return made

    def approve(self, staff: Staff, key: str) -> int:
        """Approve a campaign, or a draft of the command line; not one's own."""
        require(staff, Permission.APPROVE)
        if key.isdigit():
            self.campaigns.approve(int(key), staff.name)
            parts = 1
        else:
            office = Office.of(self.desk.services.settings)
            parts = approve(self.store, key.removeprefix("c"), staff.name, office)
        self._noted(staff, "approve", key, {"parts": parts})
        return parts

    def plan(self, staff: Staff, key: str, at: dt.datetime) -> int:
        """Set when the approved parts begin."""
        require(staff, Permission.SEND)
        if key.isdigit():
            self.campaigns.plan(int(key), at)
            parts = 1
        else:
            parts = plan(self.store, key.removeprefix("c"), at)
        self._noted(staff, "plan", key, {"at": at.isoformat()})
        return parts

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
        total = self.campaigns.start(number, urgent=urgent)
        self._noted(staff, "start", str(number), {"people": total, "urgent": urgent})
        return total

    def stop(self, staff: Staff, number: int) -> None:
        """Stop sending; anyone at the desk may."""
        self.campaigns.stop(number)
        self._noted(staff, "stop", str(number), {})

    def again(self, staff: Staff, number: int) -> int:
        """Send to the unknown ones once more, knowing that some may get it twice."""
        require(staff, Permission.SEND)
        rows = send_unknown_again(self.store, number)
        self._noted(staff, "again", str(number), {"people": rows})
        return rows

    def assign(self, staff: Staff, todo: int, to: int | None, due: dt.date | None) -> None:
        """Say who does a task and by when."""
        require(staff, Permission.DRAFT)
        self.todos.assign(todo, to, due)
        self._noted(staff, "assign", f"todo:{todo}", {"staff": to, "due": due})

    def finish(self, staff: Staff, todo: int, proof: Proof) -> None:
        """Close a task with its evidence."""
        require(staff, Permission.DRAFT)
        self.todos.finish(todo, proof, staff.name)
        self._noted(staff, "finish", f"todo:{todo}", {"link": proof.link, "file": proof.name})

    def _noted(self, staff: Staff, verb: str, what: str, after: Mapping[str, object]) -> None:
        with self.store.session() as session:
            audit(session, staff, f"broadcast.{verb}", f"broadcast:{what}", after=after)
