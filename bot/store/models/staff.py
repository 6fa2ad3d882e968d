"""Accounts of the desk, their sign-ins, and who changed what."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.models.base import Base, closed, utc_now


class Role(StrEnum):
    """What an account may do; the later roles include nothing of the others by themselves."""

    OFFICER = "officer"
    EDITOR = "editor"
    APPROVER = "approver"
    LEADER = "leader"
    ADMIN = "admin"


class Staff(Base):
    """An account of the desk.

    ``totp_sealed`` is set once a second step is in use, sealed with the key of the data folder;
    ``totp_secret`` is how it lay there before, and is emptied at the next start. ``totp_step`` is
    the newest time step whose code was taken, so that a code counts once.
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(closed(Role))
    active: Mapped[bool] = mapped_column(default=True)
    unit: Mapped[str | None] = mapped_column(String(40))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_sealed: Mapped[str | None] = mapped_column(Text)
    totp_step: Mapped[int | None]

    @property
    def two_steps(self) -> bool:
        """Whether the password alone does not open the desk."""
        return self.totp_sealed is not None or self.totp_secret is not None


class BackupCode(Base):
    """A code that stands in once for the second step; only its hash is kept."""

    __tablename__ = "backup_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)


class StaffSession(Base):
    """A sign-in; the cookie holds the token, the store only its hash.

    ``pending`` while the second step is awaited: such a session opens nothing yet.
    """

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    expires_at: Mapped[dt.datetime]
    revoked: Mapped[bool] = mapped_column(default=False)
    pending: Mapped[bool] = mapped_column(default=False, server_default=false())
    begun_at: Mapped[dt.datetime | None] = mapped_column(default=utc_now)
    seen_at: Mapped[dt.datetime | None] = mapped_column(default=utc_now)
    device: Mapped[str | None] = mapped_column(String(80))
    staff: Mapped[Staff] = relationship()


class AuditEntry(Base):
    """One change by staff, written in the same transaction as the change itself.

    ``actor`` is the account's name at that time, or the command line; ``before`` and ``after``
    hold only the fields that changed.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("audit_by_time", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    actor: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(100), index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    note: Mapped[str | None] = mapped_column(Text)
