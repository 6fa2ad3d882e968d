"""Put approved revisions in use on their day: into the library, then a new index, then said so.

Whatever else reached the library (a plan imported or corrected at the desk) gets its index too.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import or_, select, update

from bot.desk.audit import audit
from bot.desk.calendar import ZONE
from bot.editing.rebuilding import RebuildError
from bot.editing.waiting import Waiting
from bot.store import Revision, RevisionState, Store
from bot.store.models import utc_now
from knowledge.editing import DeskLayer
from knowledge.errors import KnowledgeError
from knowledge.library import Library

log = logging.getLogger(__name__)

# A build that failed will hardly succeed a moment later, and it is heavy.
PAUSE = dt.timedelta(minutes=5)


class Publisher:
    """One for the process. Killed anywhere, it goes on: every step may be done twice."""

    def __init__(
        self,
        store: Store,
        root: Path,
        rebuild: Callable[[], Awaitable[None]],
        waiting: Waiting | None = None,
    ) -> None:
        self._store = store
        self._root = root
        self._rebuild = rebuild
        self._waiting = waiting or Waiting(root)
        self._not_before: dt.datetime | None = None

    async def work(self) -> int:
        """Publish what is due; returns how many revisions went live."""
        # Moved back, a clock would make this pause as long as it was moved.
        if self._not_before is not None and dt.timedelta() < self._not_before - utc_now() <= PAUSE:
            return 0
        due = await asyncio.to_thread(self._write)
        if not due and not await asyncio.to_thread(self._waiting.is_due):
            return 0
        try:
            await self._rebuild()
        except (RebuildError, KnowledgeError, OSError) as error:
            log.exception("the edited knowledge is stored, but the index could not be built")
            self._not_before = utc_now() + PAUSE
            await asyncio.to_thread(self._note, due, str(error))
            return 0
        self._not_before = None
        await asyncio.to_thread(self._went_live, due)
        return len(due)

    def _write(self) -> list[int]:
        """Write all that is due into the library, in the order of approval."""
        today = dt.datetime.now(ZONE).date()
        layer = DeskLayer(Library(self._root))
        with self._store.session() as session:
            rows = session.scalars(
                select(Revision)
                .where(Revision.state == RevisionState.APPROVED)
                .where(or_(Revision.effective_from.is_(None), Revision.effective_from <= today))
                .order_by(Revision.decided_at, Revision.id)
            ).all()
            for row in rows:
                if row.payload is None:
                    layer.withdraw(row.kind, row.key)
                else:
                    layer.publish(row.kind, row.key, row.payload)
            return [row.id for row in rows]

    def _went_live(self, due: list[int]) -> None:
        with self._store.session() as session:
            for number in due:
                row = session.get_one(Revision, number)
                restored = row.payload is None or row.restores_id is not None
                former = RevisionState.ROLLED_BACK if restored else RevisionState.REPLACED
                session.execute(
                    update(Revision)
                    .where(Revision.kind == row.kind, Revision.key == row.key)
                    .where(Revision.state == RevisionState.LIVE)
                    .values(state=former)
                )
                row.state, row.live_at, row.trouble = RevisionState.LIVE, utc_now(), None
                session.flush()
                subject = f"{row.kind}:{row.key}"
                audit(
                    session, row.decided_by, "knowledge.live", subject, after={"revision": row.id}
                )

    def _note(self, due: list[int], trouble: str) -> None:
        with self._store.session() as session:
            session.execute(update(Revision).where(Revision.id.in_(due)).values(trouble=trouble))
