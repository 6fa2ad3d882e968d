"""Work that people carry out: read over the loudspeaker, put on a board, posted by hand."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.models.base import Base, closed, utc_now
from bot.store.models.staff import Staff


class Medium(StrEnum):
    """Ways to people that need somebody's hands."""

    LOUDSPEAKER = "loudspeaker"
    NOTICE = "notice"
    LEAFLET = "leaflet"
    BANNER = "banner"
    TALK = "talk"
    FACEBOOK = "facebook"
    PORTAL = "portal"
    SMS = "sms"
    ZALO_ARTICLE = "zalo_article"


class TodoState(StrEnum):
    """DRAFT until its text is approved; DONE only with evidence."""

    DRAFT = "draft"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Todo(Base):
    """One task with the text that is ready to be used; ``file`` is relative to the data folder."""

    __tablename__ = "todo"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign: Mapped[str | None] = mapped_column(String(32), index=True)
    source: Mapped[str] = mapped_column(String(100))
    medium: Mapped[Medium] = mapped_column(closed(Medium))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    file: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[TodoState] = mapped_column(closed(TodoState), default=TodoState.DRAFT, index=True)
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    assigned: Mapped[Staff | None] = relationship()
    due: Mapped[dt.date | None]
    created_by: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    approved_by: Mapped[str | None] = mapped_column(String(60))
    done_by: Mapped[str | None] = mapped_column(String(60))
    done_at: Mapped[dt.datetime | None]
    evidence_link: Mapped[str | None] = mapped_column(String(2048))
    evidence_file: Mapped[str | None] = mapped_column(String(200))
    people_reached: Mapped[int | None]
