"""What a person was told of their data, what they asked for, and what is still to be erased."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, utc_now


class Consent(Base):
    """The notice as it was shown to a person; a new version is shown again."""

    __tablename__ = "consent"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    shown_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    withdrawn_at: Mapped[dt.datetime | None]


class DataExport(Base):
    """A copy that somebody asked for; the link holds the token, the store only its hash."""

    __tablename__ = "data_export"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    made_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[dt.datetime]
    fetched_at: Mapped[dt.datetime | None]


class DialogueErasure(Base):
    """Somebody whom the dialogue still has to forget, because it was down when they asked."""

    __tablename__ = "dialogue_erasure"

    sender: Mapped[str] = mapped_column(String(130), primary_key=True)
    asked_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
