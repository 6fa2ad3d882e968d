"""Who changed what: a line in the same transaction as the change itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import AuditEntry, Staff
from bot.store.models import utc_now

COMMAND_LINE = "dòng lệnh"
# Words of citizens and officers stay in the conversation; the log names the change, not the talk.
MOST_CHARACTERS = 200

Fields = Mapping[str, object]


@dataclass(frozen=True)
class AuditFilter:
    """Which entries are asked for; None means all."""

    staff_id: int | None = None
    actions: str | None = None
    subject: str | None = None
    since: dt.datetime | None = None


def audit(
    session: Session,
    staff: Staff | None,
    action: str,
    subject: str,
    before: Fields | None = None,
    after: Fields | None = None,
    note: str | None = None,
) -> AuditEntry:
    """Write down a change that ``staff`` (None: the command line) makes in this transaction.

    ``action`` is ``<room>.<verb>`` such as ``case.close``, ``subject`` names one thing such as
    ``case:PA-7KQ4XA``. Of ``before`` and ``after`` only the fields that differ are kept; give no
    citizen's words, passwords or codes.
    """
    old, new = dict(before or {}), dict(after or {})
    same = {key for key in old.keys() & new.keys() if _plain(old[key]) == _plain(new[key])}
    entry = AuditEntry(
        at=utc_now(),
        staff_id=staff.id if staff else None,
        actor=staff.name if staff else COMMAND_LINE,
        action=action,
        subject=subject,
        before={key: _plain(value) for key, value in old.items() if key not in same} or None,
        after={key: _plain(value) for key, value in new.items() if key not in same} or None,
        note=note,
    )
    session.add(entry)
    return entry


def entries(
    session: Session, asked: AuditFilter | None = None, *, before_id: int | None = None, most: int
) -> list[AuditEntry]:
    """The newest ``most`` entries, or those older than ``before_id``."""
    asked = asked or AuditFilter()
    rows = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(most)
    if asked.staff_id is not None:
        rows = rows.where(AuditEntry.staff_id == asked.staff_id)
    if asked.actions:
        rows = rows.where(AuditEntry.action.startswith(f"{asked.actions}."))
    if asked.subject:
        rows = rows.where(AuditEntry.subject.icontains(asked.subject, autoescape=True))
    if asked.since is not None:
        rows = rows.where(AuditEntry.at >= asked.since)
    if before_id is not None:
        rows = rows.where(AuditEntry.id < before_id)
    return list(session.scalars(rows))


def _plain(value: object) -> Any:
    """A value as JSON keeps it, long texts cut."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    text = str(value)
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"
