"""Short links of broadcasts: how often each was opened, never by whom."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base


class ShortLink(Base):
    """One address in one broadcast; everybody gets the same ``code``, so a click is nobody's."""

    __tablename__ = "short_link"
    __table_args__ = (UniqueConstraint("broadcast_id", "place"),)

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id"))
    # The number of the address in the message, from 0; PostgreSQL indexes no address of any length.
    place: Mapped[int]
    url: Mapped[str] = mapped_column(Text)
    clicks: Mapped[int] = mapped_column(default=0)
