"""How satisfied citizens are, and who does not want to be asked."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, utc_now


class Rating(Base):
    """One mark from 1 to 5; ``subject`` is the record told about, ``case_id`` the case closed."""

    __tablename__ = "rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    subject: Mapped[str | None] = mapped_column(String(60))
    score: Mapped[int]
    word: Mapped[str | None] = mapped_column(Text)
    rated_at: Mapped[dt.datetime] = mapped_column(default=utc_now, index=True)


class RatingWish(Base):
    """When a person was last asked for a mark, and whether they never want to be again."""

    __tablename__ = "rating_wish"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    asked_at: Mapped[dt.datetime | None]
    never: Mapped[bool] = mapped_column(default=False)
