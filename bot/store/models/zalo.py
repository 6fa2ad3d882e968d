"""Zalo's grant, begun sign-ins, and what Zalo tells about people."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.models.base import Base, closed, utc_now


class GrantState(StrEnum):
    """Whether the Official Account still lets us act for it."""

    HELD = "held"
    LOST = "lost"


class ZaloGrant(Base):
    """The token pair of one application; every change raises ``generation`` by one.

    The refresh token may be used once only. ``refresh_begun_at`` is noted before it is used and
    cleared with the answer: still there without a holder, an answer was lost on its way.
    ``seed`` is the digest of the ZALO_REFRESH_TOKEN that began this line of pairs.
    """

    __tablename__ = "zalo_grant"

    app_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    generation: Mapped[int] = mapped_column(default=0)
    access_token: Mapped[str | None] = mapped_column(Text)
    refresh_token: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[dt.datetime | None]
    seconds: Mapped[int] = mapped_column(default=0)
    state: Mapped[GrantState] = mapped_column(closed(GrantState), default=GrantState.HELD)
    trouble: Mapped[str | None] = mapped_column(Text)
    seed: Mapped[str | None] = mapped_column(String(64))
    changed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    refresh_begun_at: Mapped[dt.datetime | None]
    holder: Mapped[str | None] = mapped_column(String(40))
    held_until: Mapped[dt.datetime | None]


class ZaloConsent(Base):
    """A sign-in begun by an officer: the PKCE verifier, found again by the ``state`` sent along."""

    __tablename__ = "zalo_consent"

    state: Mapped[str] = mapped_column(String(64), primary_key=True)
    verifier: Mapped[str] = mapped_column(String(128))
    begun_at: Mapped[dt.datetime] = mapped_column(default=utc_now)


class ArticleState(StrEnum):
    """How far an article has come; UNKNOWN was cut off at a step that must not be done twice."""

    QUEUED = "queued"
    CREATING = "creating"
    CREATED = "created"
    CHECKED = "checked"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    REFUSED = "refused"


class ZaloArticle(Base):
    """An approved article on its way to all followers; ``todo_id`` is the task that holds it.

    ``token`` asks whether Zalo has worked it in, ``article_id`` names it from then on.
    """

    __tablename__ = "zalo_article"

    todo_id: Mapped[int] = mapped_column(ForeignKey("todo.id"), primary_key=True)
    state: Mapped[ArticleState] = mapped_column(closed(ArticleState), default=ArticleState.QUEUED)
    token: Mapped[str | None] = mapped_column(Text)
    article_id: Mapped[str | None] = mapped_column(String(100))
    note: Mapped[str | None] = mapped_column(Text)
    queued_by: Mapped[str] = mapped_column(String(60))
    changed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    not_before: Mapped[dt.datetime] = mapped_column(default=utc_now)


class ZaloTag(Base):
    """A tag that we have put on a person at Zalo; ``refused``: Zalo would not take it."""

    __tablename__ = "zalo_tag"

    user_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    tag: Mapped[str] = mapped_column(String(100), primary_key=True)
    refused: Mapped[bool] = mapped_column(default=False)


class ZaloPerson(Base):
    """What Zalo tells about one person; windows count from ``last_interaction_at``."""

    __tablename__ = "zalo_person"

    user_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    user_id_by_app: Mapped[str | None] = mapped_column(String(60))
    follows: Mapped[bool | None]
    last_interaction_at: Mapped[dt.datetime | None]
    greeted_at: Mapped[dt.datetime | None]
