"""The second step of signing in: time-based codes (RFC 6238) and backup codes, each taken once."""

import hashlib
import hmac
import logging
import secrets

import pyotp
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.privacy.sealing import Seal, SealError
from bot.store import BackupCode, Staff
from bot.store.models import utc_now
from bot.store.rows import changed

log = logging.getLogger(__name__)

ISSUER = "Một Cửa"
BACKUP_CODES = 10
_STEP_SECONDS = 30
# A phone's clock may be one step off either way.
_STEPS_OFF = 1
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """A fresh secret for an authenticator app, in Base32."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """The ``otpauth://`` address that a QR code carries into the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def begin(session: Session, staff: Staff, seal: Seal, secret: str, code: str) -> list[str] | None:
    """Turn the second step on; returns the backup codes, or None when ``code`` does not fit."""
    step = _matching_step(secret, code)
    if step is None:
        return None
    forget(session, staff)
    staff.totp_sealed, staff.totp_step = seal.close(secret), step
    codes = [_backup_code() for _ in range(BACKUP_CODES)]
    session.add_all(BackupCode(code_hash=_hash(staff, one), staff_id=staff.id) for one in codes)
    return codes


def accept(session: Session, staff: Staff, seal: Seal, code: str) -> bool:
    """Take a code of the app or a backup code; neither is taken twice.

    Backup codes go without the key, so that a lost key locks nobody out who kept them.
    """
    typed = "".join(code.split()).replace("-", "").lower()
    if not staff.two_steps:
        return False
    secret = _secret(staff, seal)
    step = None if secret is None else _matching_step(secret, typed)
    if step is not None and step > (staff.totp_step or 0):
        staff.totp_step = step
        return True
    used = session.execute(delete(BackupCode).where(BackupCode.code_hash == _hash(staff, typed)))
    return changed(used) == 1


def forget(session: Session, staff: Staff) -> None:
    """Turn the second step off, with all its backup codes."""
    staff.totp_secret = staff.totp_sealed = staff.totp_step = None
    session.execute(delete(BackupCode).where(BackupCode.staff_id == staff.id))


def seal_all(session: Session, seal: Seal) -> int:
    """Seal what an earlier version left open, also out of a restored back-up; returns how many.

    Raises:
        SealError: the key's file holds no key.
    """
    plain = session.scalars(select(Staff).where(Staff.totp_secret.is_not(None))).all()
    for staff in plain:
        if staff.totp_sealed is None and staff.totp_secret is not None:
            staff.totp_sealed = seal.close(staff.totp_secret)
        staff.totp_secret = None
    return len(plain)


def _secret(staff: Staff, seal: Seal) -> str | None:
    if staff.totp_sealed is None:
        return None
    try:
        return seal.open(staff.totp_sealed)
    except SealError as error:
        log.warning("second step of account %d: %s", staff.id, error)
        return None


def _matching_step(secret: str, code: str) -> int | None:
    typed = "".join(code.split())
    totp = pyotp.TOTP(secret)
    now = int(utc_now().timestamp()) // _STEP_SECONDS
    for step in range(now - _STEPS_OFF, now + _STEPS_OFF + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            return step
    return None


def _backup_code() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def _hash(staff: Staff, code: str) -> str:
    return hashlib.sha256(f"{staff.id}:{code}".encode()).hexdigest()
