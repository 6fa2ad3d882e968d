"""What staff write of the knowledge: revisions of records, from draft to what citizens read."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.models.base import Base, closed, utc_now
from bot.store.models.staff import Staff
from knowledge.editing import EditKind


class RevisionState(StrEnum):
    """APPROVED waits for its day; of the LIVE ones of a record there is never more than one."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    LIVE = "live"
    REPLACED = "replaced"
    REJECTED = "rejected"
    ROLLED_BACK = "rolled_back"


class Revision(Base):
    """One wording of one record.

    ``payload`` is the record as JSON data; None takes staff's text away, so that the project's or
    the imported one counts again. ``base`` is the hash of what was in force when it was handed in.
    ``version`` rises with every change, so that nobody decides on words they have not seen.
    ``trouble`` says why an approved one could not be put in use yet.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("revision_by_record", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[EditKind] = mapped_column(closed(EditKind))
    key: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any] | None]
    base: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[RevisionState] = mapped_column(
        closed(RevisionState), default=RevisionState.DRAFT, index=True
    )
    version: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(Text, default="")
    effective_from: Mapped[dt.date | None]
    restores_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    author: Mapped[Staff] = relationship(foreign_keys=[author_id])
    written_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])
    decided_at: Mapped[dt.datetime | None]
    decision: Mapped[str | None] = mapped_column(Text)
    live_at: Mapped[dt.datetime | None]
    trouble: Mapped[str | None] = mapped_column(Text)
