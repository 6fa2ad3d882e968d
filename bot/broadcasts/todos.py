"""Tasks that people carry out: approved, taken, done with evidence, counted once as an activity."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from bot.broadcasts.known import BroadcastError
from bot.broadcasts.limits import limits
from bot.broadcasts.steps import Also
from bot.plans.activities import ActivityFacts, log_activity, web_address
from bot.plans.errors import PlanError
from bot.plans.evidence import EvidenceFiles, Owner, add_file
from bot.store import ActivityKind, Medium, ReachBasis, Staff, Store, Todo, TodoState
from bot.store.models import utc_now
from knowledge.records.plan import PlanChannel

MOST_REACHED = 10_000_000
_ACTIVITIES = {
    Medium.LOUDSPEAKER: (ActivityKind.BULLETIN, PlanChannel.LOUDSPEAKER),
    Medium.NOTICE: (ActivityKind.PRINT, PlanChannel.POSTED_NOTICE),
    Medium.LEAFLET: (ActivityKind.PRINT, PlanChannel.PRINT),
    Medium.BANNER: (ActivityKind.PRINT, PlanChannel.PRINT),
    Medium.TALK: (ActivityKind.MEETING, PlanChannel.CONFERENCE),
    Medium.FACEBOOK: (ActivityKind.POST, PlanChannel.FACEBOOK),
    Medium.PORTAL: (ActivityKind.POST, PlanChannel.WEB_PORTAL),
    Medium.SMS: (ActivityKind.BROADCAST, PlanChannel.SMS),
    Medium.ZALO_ARTICLE: (ActivityKind.BROADCAST, PlanChannel.ZALO),
}


@dataclass(frozen=True)
class Proof:
    """What shows that it was done: a link, or a file with its name; and how many it reached."""

    link: str = ""
    name: str = ""
    content: bytes = b""
    people: int | None = None


class Todos:
    """The tasks of one store; files are kept below the data folder."""

    def __init__(self, store: Store, data: Path) -> None:
        self._store = store
        self._files = EvidenceFiles(data)

    def assign(
        self,
        todo_id: int,
        staff_id: int | None,
        due: dt.date | None,
        also: Also[Todo] | None = None,
    ) -> None:
        """Say who does it and by when.

        Raises:
            BroadcastError: no such open task, nobody of that number, or a day that is past.
        """
        today = utc_now().astimezone(limits().zone).date()
        if due is not None and due < today:
            raise BroadcastError("hạn đã qua; chọn ngày từ hôm nay trở đi")
        with self._store.session() as session:
            todo = _in(session, todo_id, TodoState.DRAFT, TodoState.OPEN)
            if staff_id is not None:
                person = session.get(Staff, staff_id)
                if person is None or not person.active:
                    raise BroadcastError("không có cán bộ này")
            todo.assigned_id, todo.due = staff_id, due
            if also is not None:
                also(session, todo)

    def finish(self, todo_id: int, proof: Proof, by: str, also: Also[Todo] | None = None) -> None:
        """Close it with its evidence; it becomes one line in the log of activities.

        Raises:
            BroadcastError: not open, or the evidence is missing or cannot be kept.
        """
        if not proof.link.strip() and not proof.content:
            raise BroadcastError("cần đường liên kết hoặc ảnh minh chứng rồi mới xong được")
        if proof.people is not None and not 0 <= proof.people <= MOST_REACHED:
            raise BroadcastError("số người tiếp cận không hợp lý")
        try:
            with self._store.session() as session:
                todo = self._close(session, todo_id, proof, by)
                if also is not None:
                    also(session, todo)
        except PlanError as error:
            raise BroadcastError(str(error)) from None

    def drop(self, todo_id: int, by: str) -> None:
        """Take it off the list; it stays in the store.

        Raises:
            BroadcastError: it is not open.
        """
        with self._store.session() as session:
            todo = _in(session, todo_id, TodoState.DRAFT, TodoState.OPEN)
            todo.state, todo.done_by, todo.done_at = TodoState.DROPPED, by, utc_now()

    def _close(self, session: Session, todo_id: int, proof: Proof, by: str) -> Todo:
        todo = _in(session, todo_id, TodoState.OPEN)
        link = web_address(proof.link) if proof.link.strip() else None
        now = utc_now()
        kind, channel = _ACTIVITIES[todo.medium]
        activity = log_activity(
            session,
            ActivityFacts(
                kind=kind,
                channel=channel,
                title=todo.title,
                held_on=now.astimezone(limits().zone).date(),
                reached=proof.people,
                basis=ReachBasis.UNKNOWN if proof.people is None else ReachBasis.ESTIMATED,
            ),
            source=f"todo:{todo.id}",
            links=[link] if link else [],
            by=by,
        )
        session.flush()
        if proof.content:
            owner = Owner(activity_id=activity.id)
            kept = add_file(session, self._files, owner, proof.name, proof.content, by)
            todo.evidence_file = kept.path
        todo.evidence_link, todo.people_reached = link, proof.people
        todo.state, todo.done_by, todo.done_at = TodoState.DONE, by, now
        return todo


def _in(session: Session, todo_id: int, *states: TodoState) -> Todo:
    todo = session.get(Todo, todo_id, with_for_update=True)
    if todo is None:
        raise BroadcastError(f"không có việc số {todo_id}")
    if todo.state not in states:
        raise BroadcastError(f"việc số {todo_id} đang ở trạng thái '{todo.state}'")
    return todo
