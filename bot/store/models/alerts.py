"""What staff are to be told by themselves, until they were."""

import datetime as dt

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, utc_now


class StaffAlert(Base):
    """One alert. ``owed`` names who has not carried it yet, by comma; None: nobody tried so far.

    ``told_at`` is set when everybody has carried it or it is given up.
    """

    __tablename__ = "staff_alert"
    __table_args__ = (Index("staff_alert_open", "told_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    holder: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str | None] = mapped_column(String(60))
    restricted: Mapped[bool]
    noted_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    owed: Mapped[str | None] = mapped_column(String(60))
    told_at: Mapped[dt.datetime | None]
