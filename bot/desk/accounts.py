"""Staff accounts: Argon2 passwords, revocable sessions."""

import datetime as dt
import hashlib
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select, update

from bot.store import Role, Staff, StaffSession, Store
from bot.store.models import utc_now

SESSION_LENGTH = dt.timedelta(hours=12)
MIN_PASSWORD = 8


class SignInError(Exception):
    """Name or password is wrong; the message never says which."""


class Accounts:
    """Accounts and sessions of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hasher = PasswordHasher()

    def add(self, name: str, role: Role, password: str) -> Staff:
        """Add an account.

        Raises:
            ValueError: the name is taken or the password too short.
        """
        if len(password) < MIN_PASSWORD:
            raise ValueError(f"mật khẩu phải có ít nhất {MIN_PASSWORD} ký tự")
        with self._store.session() as session:
            if session.scalar(select(Staff.id).where(Staff.name == name)):
                raise ValueError(f"đã có tài khoản tên '{name}'")
            staff = Staff(name=name, role=role, password_hash=self._hasher.hash(password))
            session.add(staff)
        return staff

    def sign_in(self, name: str, password: str) -> str:
        """Check the password and open a session; returns the token for the cookie.

        Raises:
            SignInError: wrong name, wrong password or a closed account.
        """
        with self._store.session() as session:
            staff = session.scalar(select(Staff).where(Staff.name == name, Staff.active))
        # An unknown name costs as much time as a wrong password.
        stored = staff.password_hash if staff else _nobody()
        try:
            self._hasher.verify(stored, password)
        except VerificationError:
            raise SignInError("Tên hoặc mật khẩu chưa đúng.") from None
        if staff is None:
            raise SignInError("Tên hoặc mật khẩu chưa đúng.")
        token = secrets.token_urlsafe(32)
        with self._store.session() as session:
            expires = utc_now() + SESSION_LENGTH
            session.add(
                StaffSession(token_hash=_hash(token), staff_id=staff.id, expires_at=expires)
            )
        return token

    def signed_in(self, token: str | None) -> Staff | None:
        """The account behind a cookie's token, if its session still holds."""
        if not token:
            return None
        with self._store.session() as session:
            found = session.get(StaffSession, _hash(token))
            if found is None or found.revoked or found.expires_at < utc_now():
                return None
            return found.staff if found.staff.active else None

    def sign_out(self, token: str) -> None:
        """End the session of ``token``."""
        with self._store.session() as session:
            session.execute(
                update(StaffSession)
                .where(StaffSession.token_hash == _hash(token))
                .values(revoked=True)
            )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@lru_cache(maxsize=1)
def _nobody() -> str:
    return PasswordHasher().hash(secrets.token_urlsafe(16))
