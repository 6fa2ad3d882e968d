"""How a citizen may be reached about a feedback, sealed and apart from everything else."""

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, utc_now


class ContactNote(Base):
    """``sealed`` is ciphertext; without the key in the data folder nobody reads it.

    ``case_id`` is empty until the feedback is confirmed.
    """

    __tablename__ = "contact_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    sealed: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
