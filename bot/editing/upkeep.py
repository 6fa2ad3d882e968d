"""Which records need somebody's look: still empty, checked too long ago, or told outside."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.calendar import ZONE
from bot.editing.holdings import Holdings
from bot.store import Revision, RevisionState, Todo, TodoState
from knowledge.editing import EditKind


@dataclass(frozen=True)
class Due:
    """A record to look at; ``checked_on`` is None for one that holds nothing yet."""

    kind: EditKind
    key: str
    title: str
    checked_on: dt.date | None


@dataclass(frozen=True)
class Outdated:
    """A notice, leaflet or post that was put out before its record changed."""

    todo_id: int
    medium: str
    title: str
    done_on: dt.date
    changed_on: dt.date
    kind: EditKind
    key: str


def to_fill(holdings: Holdings) -> list[Due]:
    """Contacts that hold nothing yet: every question for them ends without an answer."""
    return [
        Due(EditKind.CONTACT, one.key, one.record.name, None)
        for one in holdings.all(EditKind.CONTACT)
        if one.record.to_fill
    ]


def stale(holdings: Holdings, today: dt.date, limit_days: int) -> list[Due]:
    """Records in our words that were checked more than ``limit_days`` ago, the oldest first."""
    found = [
        Due(kind, one.key, _title(one.record), one.record.checked_on)
        for kind in EditKind
        for one in holdings.all(kind)
        if one.own and one.record.checked_on is not None
        if (today - one.record.checked_on).days > limit_days
    ]
    return sorted(found, key=lambda due: (due.checked_on or today, due.title))


def to_repost(session: Session) -> list[Outdated]:
    """What hangs on a board or was handed out with a wording that has been replaced since."""
    live = session.scalars(select(Revision).where(Revision.state == RevisionState.LIVE))
    changed = {row.key: row for row in live if row.live_at is not None}
    todos = session.scalars(
        select(Todo).where(Todo.state == TodoState.DONE).order_by(Todo.done_at.desc())
    )
    found = []
    for todo in todos:
        row = changed.get(todo.source.rpartition(":")[2])
        if row and row.live_at and todo.done_at and todo.done_at < row.live_at:
            done, since = todo.done_at.astimezone(ZONE), row.live_at.astimezone(ZONE)
            args = (todo.id, todo.medium.value, todo.title, done.date(), since.date())
            found.append(Outdated(*args, row.kind, row.key))
    return found


def _title(record: object) -> str:
    return str(getattr(record, "question", None) or getattr(record, "name", ""))
