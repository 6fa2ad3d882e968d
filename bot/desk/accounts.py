"""Signing in: Argon2 passwords, an optional second step, revocable sessions."""

import datetime as dt
import hashlib
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.desk import second_step
from bot.desk.administration import add_account, end_sessions, set_password
from bot.desk.audit import audit
from bot.privacy.sealing import Seal
from bot.store import Role, Staff, StaffSession, Store
from bot.store.models import utc_now

SESSION_LENGTH = dt.timedelta(hours=12)
# Time to take the phone out and read the code.
SECOND_STEP_LENGTH = dt.timedelta(minutes=5)
# A sign-in is noted as seen this often, not at every request.
SEEN_EVERY = dt.timedelta(minutes=5)
MOST_DEVICE = 80
WRONG = "Tên hoặc mật khẩu chưa đúng."
WRONG_CODE = "Mã chưa đúng hoặc đã dùng rồi. Ông/bà đợi mã mới rồi nhập lại."


class SignInError(Exception):
    """Name or password is wrong; the message never says which."""


class Accounts:
    """Accounts and sessions of one store; ``seal`` keeps the secrets of second steps."""

    def __init__(self, store: Store, seal: Seal) -> None:
        self._store = store
        self._seal = seal
        self._hasher = PasswordHasher()

    def add(self, name: str, role: Role, password: str) -> Staff:
        """Add an account from the command line.

        Raises:
            ValueError: the name is taken or the password too short.
        """
        with self._store.session() as session:
            return add_account(session, None, name, role, password)

    def seal_second_steps(self) -> None:
        """Seal the secrets that an earlier version left open; does nothing the next time.

        Raises:
            SealError: the key's file holds no key.
        """
        with self._store.session() as session:
            second_step.seal_all(session, self._seal)

    def sign_in(self, name: str, password: str, device: str = "") -> str:
        """Check the password and open a session; returns the token for the cookie.

        With a second step in use the session opens nothing until ``enter_code``.

        Raises:
            SignInError: wrong name, wrong password or a closed account.
        """
        with self._store.session() as session:
            staff = session.scalar(select(Staff).where(Staff.name == name, Staff.active))
        # An unknown name costs as much time as a wrong password.
        stored = staff.password_hash if staff else _nobody()
        if not self._matches(stored, password) or staff is None:
            raise SignInError(WRONG)
        token = secrets.token_urlsafe(32)
        pending = staff.two_steps
        with self._store.session() as session:
            length = SECOND_STEP_LENGTH if pending else SESSION_LENGTH
            session.add(
                StaffSession(
                    token_hash=_hash(token),
                    staff_id=staff.id,
                    expires_at=utc_now() + length,
                    pending=pending,
                    device=device[:MOST_DEVICE] or None,
                )
            )
        return token

    def awaited(self, token: str | None) -> Staff | None:
        """The account that has given its password and still owes its code."""
        with self._store.session() as session:
            found = _holding(session, token)
            return found.staff if found and found.pending else None

    def enter_code(self, token: str | None, code: str) -> None:
        """Take the second step: a code of the app, or a backup code.

        Raises:
            SignInError: wrong, used before, or the password was given too long ago.
        """
        with self._store.session() as session:
            found = _holding(session, token)
            if found is None or not found.pending:
                raise SignInError("Đã quá lâu. Mời ông/bà đăng nhập lại từ đầu.")
            if not second_step.accept(session, found.staff, self._seal, code):
                raise SignInError(WRONG_CODE)
            found.pending = False
            found.expires_at = utc_now() + SESSION_LENGTH

    def signed_in(self, token: str | None) -> Staff | None:
        """The account behind a cookie's token, if its session still holds."""
        with self._store.session() as session:
            found = _holding(session, token)
            if found is None or found.pending:
                return None
            now = utc_now()
            if found.seen_at is None or now - found.seen_at > SEEN_EVERY:
                found.seen_at = now
            return found.staff

    def sign_out(self, token: str) -> None:
        """End the session of ``token``."""
        with self._store.session() as session:
            session.execute(
                update(StaffSession)
                .where(StaffSession.token_hash == _hash(token))
                .values(revoked=True)
            )

    def sessions(self, staff: Staff) -> list[StaffSession]:
        """The sign-ins of ``staff`` that still hold, the newest first."""
        with self._store.session() as session:
            rows = session.scalars(
                select(StaffSession)
                .where(
                    StaffSession.staff_id == staff.id,
                    ~StaffSession.revoked,
                    ~StaffSession.pending,
                    StaffSession.expires_at > utc_now(),
                )
                .order_by(StaffSession.begun_at.desc())
            )
            return list(rows)

    @staticmethod
    def key_of(token: str) -> str:
        """By which name ``sessions`` lists the sign-in of ``token``."""
        return _hash(token)

    def revoke(self, staff: Staff, token_hash: str) -> None:
        """End one of ``staff``'s own sign-ins."""
        with self._store.session() as session:
            session.execute(
                update(StaffSession)
                .where(StaffSession.token_hash == token_hash, StaffSession.staff_id == staff.id)
                .values(revoked=True)
            )
            audit(session, staff, "account.session_end", f"account:{staff.name}")

    def change_password(self, staff: Staff, token: str, old: str, new: str) -> None:
        """Change one's own password; every other sign-in of the account ends.

        Raises:
            SignInError: ``old`` is wrong.
            ValueError: ``new`` is too short.
        """
        self.check_password(staff, old)
        with self._store.session() as session:
            mine = session.get_one(Staff, staff.id)
            set_password(mine, new)
            end_sessions(session, mine, but=_hash(token))
            audit(session, staff, "account.password", f"account:{staff.name}")

    def check_password(self, staff: Staff, password: str) -> None:
        """Ask for the password once more before something grave.

        Raises:
            SignInError: it is wrong.
        """
        if not self._matches(staff.password_hash, password):
            raise SignInError("Mật khẩu hiện tại chưa đúng.")

    def use_second_step(self, staff: Staff, secret: str, code: str) -> list[str]:
        """Turn the second step on, once ``code`` shows that the app has ``secret``.

        Returns the backup codes, which are shown this once.

        Raises:
            SignInError: the code does not fit.
        """
        with self._store.session() as session:
            mine = session.get_one(Staff, staff.id)
            codes = second_step.begin(session, mine, self._seal, secret, code)
            if codes is None:
                raise SignInError(WRONG_CODE)
            audit(session, staff, "account.second_step_on", f"account:{staff.name}")
            return codes

    def drop_second_step(self, staff: Staff, password: str) -> None:
        """Turn one's own second step off.

        Raises:
            SignInError: the password is wrong.
        """
        self.check_password(staff, password)
        with self._store.session() as session:
            second_step.forget(session, session.get_one(Staff, staff.id))
            audit(session, staff, "account.second_step_off", f"account:{staff.name}")

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except VerificationError:
            return False


def _holding(session: Session, token: str | None) -> StaffSession | None:
    if not token:
        return None
    found = session.get(StaffSession, _hash(token))
    if found is None or found.revoked or found.expires_at < utc_now() or not found.staff.active:
        return None
    return found


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@lru_cache(maxsize=1)
def _nobody() -> str:
    return PasswordHasher().hash(secrets.token_urlsafe(16))
