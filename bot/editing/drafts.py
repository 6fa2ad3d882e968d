"""The life of a revision: written, handed in, decided by somebody else, put back."""

import datetime as dt
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.desk.audit import audit
from bot.desk.calendar import ZONE
from bot.editing.checking import check, payload_of
from bot.editing.fields import to_form
from bot.editing.holdings import Holdings, hash_of
from bot.store import Revision, RevisionState, Staff
from bot.store.models import utc_now
from bot.store.rows import changed
from knowledge.editing import EditKind


class EditError(Exception):
    """What was asked of a revision cannot be done; the message is shown to the officer."""


_STALE = "Bản này vừa có người thay đổi. Ông/bà xem lại rồi làm tiếp."
_WRITABLE = (RevisionState.DRAFT, RevisionState.REJECTED)


class Drafts:
    """All steps but the last; each checks that the revision is as the caller saw it.

    Every step raises EditError when it cannot be done.
    """

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def save(
        self,
        session: Session,
        staff: Staff,
        kind: EditKind,
        key: str,
        payload: dict[str, Any],
        *,
        reason: str = "",
        effective_from: dt.date | None = None,
        seen: tuple[int, int] | None = None,
    ) -> Revision:
        """Keep a draft, also an unfinished one; ``seen`` is the id and version of one's own."""
        if seen is None:
            row = Revision(kind=kind, key=key, author_id=staff.id, version=0)
            session.add(row)
        else:
            row = self._seen(session, *seen, _WRITABLE)
            if row.author_id != staff.id:
                raise EditError(f"Bản nháp này của {row.author.name}.")
            row.state = RevisionState.DRAFT
        row.payload, row.title = payload, _title(kind, payload) or key
        row.reason, row.effective_from = reason.strip(), effective_from
        row.written_at, row.version = utc_now(), row.version + 1
        session.flush()
        audit(session, staff, "knowledge.draft", _subject(row), after=_facts(row))
        return row

    def submit(self, session: Session, staff: Staff, revision_id: int, version: int) -> Revision:
        """Hand a draft in; only a whole record that differs from the one in force passes."""
        row = self._seen(session, revision_id, version, _WRITABLE)
        if row.author_id != staff.id:
            raise EditError(f"Bản nháp này của {row.author.name}.")
        if row.payload is not None:
            record, faults = check(row.kind, row.payload, _today())
            if record is None:
                raise EditError(f"Chưa gửi được: {faults[0].message}")
            row.payload = payload_of(record)
        present = self._holdings.payload(row.kind, row.key)
        if row.payload == present:
            raise EditError("Bản này giống hệt bản đang dùng, không có gì để duyệt.")
        if not row.reason:
            raise EditError("Ghi lý do sửa để người duyệt biết.")
        row.base = hash_of(present)
        self._move(session, staff, row, RevisionState.SUBMITTED, "knowledge.submit")
        return row

    def withdraw(self, session: Session, staff: Staff, revision_id: int, version: int) -> None:
        """Take one's own revision back before it is decided."""
        row = self._seen(session, revision_id, version, (RevisionState.SUBMITTED,))
        if row.author_id != staff.id:
            raise EditError("Chỉ người soạn rút lại được.")
        self._move(session, staff, row, RevisionState.DRAFT, "knowledge.withdraw")

    def approve(self, session: Session, staff: Staff, revision_id: int, version: int) -> Revision:
        """Agree; never with one's own words, nor when the record changed meanwhile."""
        row = self._seen(session, revision_id, version, (RevisionState.SUBMITTED,))
        if row.author_id == staff.id:
            raise EditError("Ông/bà soạn bản này nên phải có người khác duyệt.")
        if hash_of(self._holdings.payload(row.kind, row.key)) != row.base:
            raise EditError(
                "Bản đang dùng đã đổi sau khi bản này được gửi duyệt. Ông/bà trả lại để người soạn"
                " xem và gửi lại."
            )
        row.decided_by_id, row.decided_at, row.decision = staff.id, utc_now(), None
        self._move(session, staff, row, RevisionState.APPROVED, "knowledge.approve")
        return row

    def reject(
        self, session: Session, staff: Staff, revision_id: int, version: int, why: str
    ) -> None:
        """Give a revision back to its author with a reason."""
        if not why.strip():
            raise EditError("Ghi lý do trả lại để người soạn biết cần sửa gì.")
        row = self._seen(session, revision_id, version, (RevisionState.SUBMITTED,))
        row.decided_by_id, row.decided_at, row.decision = staff.id, utc_now(), why.strip()
        self._move(session, staff, row, RevisionState.REJECTED, "knowledge.reject")

    def roll_back(
        self, session: Session, staff: Staff, kind: EditKind, key: str, to: int | None, why: str
    ) -> Revision:
        """Hand in an earlier wording anew; ``to`` None: what stood there before staff's first."""
        old = None if to is None else session.get(Revision, to)
        if to is not None and (old is None or (old.kind, old.key) != (kind, key)):
            raise EditError("Không có bản này.")
        if not why.strip():
            raise EditError("Ghi lý do lấy lại bản cũ.")
        present = self._holdings.payload(kind, key)
        row = Revision(
            kind=kind,
            key=key,
            author_id=staff.id,
            title=old.title if old else _title(kind, present or {}) or key,
            payload=old.payload if old else None,
            reason=why.strip(),
            base=hash_of(present),
            restores_id=to,
            version=1,
        )
        if row.payload is not None and row.payload == present:
            raise EditError("Bản này đang được dùng.")
        if row.payload is None and key not in self._holdings.edited_at(kind):
            raise EditError("Bản gốc đang được dùng.")
        session.add(row)
        session.flush()
        self._move(session, staff, row, RevisionState.SUBMITTED, "knowledge.roll_back")
        return row

    def _seen(
        self, session: Session, revision_id: int, version: int, states: tuple[RevisionState, ...]
    ) -> Revision:
        """The revision, held by this transaction, if it is still as it was seen."""
        done = session.execute(
            update(Revision)
            .where(Revision.id == revision_id, Revision.version == version)
            .where(Revision.state.in_(states))
            .values(version=Revision.version + 1)
        )
        row = session.get(Revision, revision_id, populate_existing=True)
        if row is None or not changed(done):
            raise EditError(_STALE)
        return row

    def _move(
        self, session: Session, staff: Staff, row: Revision, to: RevisionState, action: str
    ) -> None:
        before = {"state": row.state}
        row.state = to
        session.flush()
        audit(session, staff, action, _subject(row), before, _facts(row), row.decision)


def history(session: Session, kind: EditKind, key: str) -> list[Revision]:
    """All revisions of one record, newest first."""
    rows = select(Revision).where(Revision.kind == kind, Revision.key == key)
    return list(session.scalars(rows.order_by(Revision.id.desc())))


def in_state(session: Session, *states: RevisionState) -> list[Revision]:
    """All revisions in one of ``states``, oldest first."""
    rows = select(Revision).where(Revision.state.in_(states)).order_by(Revision.id)
    return list(session.scalars(rows))


def _subject(row: Revision) -> str:
    return f"{row.kind}:{row.key}"


def _facts(row: Revision) -> dict[str, object]:
    form = {} if row.payload is None else to_form(row.kind, row.payload)
    told = {path: value for path, value in form.items() if value}
    return {"revision": row.id, "state": row.state, "from": row.effective_from, **told}


def _title(kind: EditKind, payload: dict[str, Any]) -> str:
    return str(payload.get("question" if kind is EditKind.FAQ else "name") or "")


def _today() -> dt.date:
    return dt.datetime.now(ZONE).date()
