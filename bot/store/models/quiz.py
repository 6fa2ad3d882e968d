"""Rounds of the quiz, and who won a contest."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, utc_now


class QuizRound(Base):
    """One round; ``progress`` holds the questions' ids and the options chosen so far, from 1.

    ``contest`` is empty for practice. ``seconds`` and ``finished_at`` are set by the last answer.
    """

    __tablename__ = "quiz_round"
    __table_args__ = (Index("quiz_round_by_contest", "contest", "score", "seconds"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    contest: Mapped[str | None] = mapped_column(String(60))
    progress: Mapped[dict[str, Any]]
    score: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int | None]
    started_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    finished_at: Mapped[dt.datetime | None]
    stopped: Mapped[bool] = mapped_column(default=False)


class ContestAward(Base):
    """One place of a contest that is over; without ``conversation_id`` its owner was erased."""

    __tablename__ = "contest_award"

    contest: Mapped[str] = mapped_column(String(60), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    told_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
