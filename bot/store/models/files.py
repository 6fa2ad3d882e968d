"""Files that citizens sent: whether they are kept here, and what they are."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, closed, utc_now


class FileState(StrEnum):
    """WAITING is fetched once a case needs it; LEFT stays with the platform, for good."""

    WAITING = "waiting"
    KEPT = "kept"
    LEFT = "left"


class CitizenFile(Base):
    """One file of one message; ``number`` counts within it, from 0.

    ``digest`` is the SHA-256 of the content and the file's name in the data folder, None until it
    is kept. ``size`` is in bytes.
    """

    __tablename__ = "citizen_file"
    __table_args__ = (
        UniqueConstraint("message_id", "number"),
        Index("citizen_file_due", "state", "try_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    number: Mapped[int]
    state: Mapped[FileState] = mapped_column(closed(FileState), default=FileState.WAITING)
    digest: Mapped[str | None] = mapped_column(String(64))
    media_type: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None]
    tries: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
