"""Which Telegram user is which account, proven by a code that works once."""

import datetime as dt
import hashlib
import secrets

from sqlalchemy import select, update

from bot.store import Role, Staff, StaffTelegram, Store
from bot.store.models import utc_now

CODE_LENGTH = 8
CODE_LIFE = dt.timedelta(minutes=30)
# No letters or digits that are mistaken for each other when read aloud or copied by hand.
_ALPHABET = "ACDEFGHJKLMNPQRTUVWXY3479"
# Those who may answer people at the desk, too.
ANSWERING = frozenset({Role.OFFICER, Role.LEADER, Role.ADMIN})


class StaffLinks:
    """Codes and users of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def issue(self, name: str) -> str:
        """Return a code by which the officer ``name`` tells the bot their Telegram user.

        An earlier code of the same account stops working; a link already made stays until the
        new code is used.

        Raises:
            ValueError: no such account, or a closed one.

        """
        code = "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
        with self._store.session() as session:
            staff = session.scalar(select(Staff).where(Staff.name == name, Staff.active))
            if staff is None:
                raise ValueError(f"không có tài khoản tên '{name}'")
            found = session.get(StaffTelegram, staff.id)
            if found is None:
                found = StaffTelegram(staff_id=staff.id)
                session.add(found)
            found.code_hash, found.code_expires_at = _hash(code), utc_now() + CODE_LIFE
        return code

    def redeem(self, user_id: int, code: str) -> Staff | None:
        """Link ``user_id`` to the account of ``code``; None when the code is wrong or too old."""
        with self._store.session() as session:
            found = session.scalar(
                select(StaffTelegram).where(StaffTelegram.code_hash == _hash(code.strip().upper()))
            )
            if found is None or found.code_expires_at is None:
                return None
            if found.code_expires_at < utc_now():
                return None
            # One telephone is one officer: a link of the same user to another account ends.
            session.execute(
                update(StaffTelegram).where(StaffTelegram.user_id == user_id).values(user_id=None)
            )
            found.user_id, found.code_hash, found.code_expires_at = user_id, None, None
            return session.get_one(Staff, found.staff_id)

    def staff_of(self, user_id: int) -> Staff | None:
        """The active account that ``user_id`` is linked to."""
        with self._store.session() as session:
            return session.scalar(
                select(Staff)
                .join(StaffTelegram, StaffTelegram.staff_id == Staff.id)
                .where(StaffTelegram.user_id == user_id, Staff.active)
            )


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
