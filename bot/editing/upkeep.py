"""Which records need somebody's look: still empty, checked too long ago, or told outside."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.calendar import ZONE
from bot.editing.holdings import Holdings
from bot.store import Medium, Revision, RevisionState, Todo, TodoState
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
    medium: Medium
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


def to_repost(session: Session, holdings: Holdings) -> list[Outdated]:
    """What hangs on a board or was handed out with a wording that has been replaced since.

    The newest of each medium counts: put out anew, it is off the list.
    """
    changed = _changes(session, holdings)
    todos = session.scalars(
        select(Todo).where(Todo.state == TodoState.DONE).order_by(Todo.done_at.desc())
    )
    found, seen = [], set()
    for todo in todos:
        # A source is named with its kind or without, as the officer chose it.
        key = todo.source.rpartition(":")[2]
        if (key, todo.medium) in seen or todo.done_at is None:
            continue
        seen.add((key, todo.medium))
        kind, since = changed.get(key, (None, todo.done_at))
        if kind is not None and todo.done_at < since:
            done = todo.done_at.astimezone(ZONE).date()
            args = (todo.id, todo.medium, todo.title, done, since.astimezone(ZONE).date())
            found.append(Outdated(*args, kind, key))
    return found


def _changes(session: Session, holdings: Holdings) -> dict[str, tuple[EditKind, dt.datetime]]:
    """When each record last got another text, from staff or from an import."""
    live = session.scalars(select(Revision).where(Revision.state == RevisionState.LIVE))
    changed = {row.key: (row.kind, row.live_at) for row in live if row.live_at is not None}
    for kind in EditKind:
        for key, since in holdings.reimported_at(kind).items():
            _, known = changed.get(key, (kind, since))
            changed[key] = (kind, max(known, since))
    return changed


def _title(record: object) -> str:
    return str(getattr(record, "question", None) or getattr(record, "name", ""))
