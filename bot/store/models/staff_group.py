"""The officers' group on Telegram: who is who there, and which case stands where."""

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base


class StaffTelegram(Base):
    """An account's Telegram user, or the hash of the one-time code that will tell it."""

    __tablename__ = "staff_telegram"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_expires_at: Mapped[dt.datetime | None]


class StaffTopic(Base):
    """A case in the group; ``thread_id`` is its topic, none in a group without topics.

    ``mirrored_to`` is the last message of the conversation that stands there.
    """

    __tablename__ = "staff_topic"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int | None]
    mirrored_to: Mapped[int] = mapped_column(default=0)
    closed: Mapped[bool] = mapped_column(default=False)


class StaffPost(Base):
    """A message of the group that belongs to a case: the bot's own, or an officer's.

    ``entry`` is the reply that an officer's message became; ``settled`` once the officer knows
    what became of it.
    """

    __tablename__ = "staff_post"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    entry: Mapped[int | None] = mapped_column(ForeignKey("message.id"), unique=True)
    settled: Mapped[bool] = mapped_column(default=True)
