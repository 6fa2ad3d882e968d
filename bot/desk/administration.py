"""What an administrator does with accounts, at the desk or on the command line, all audited."""

from argon2 import PasswordHasher
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.desk import second_step
from bot.desk.audit import audit
from bot.store import Role, Staff, StaffSession

MIN_PASSWORD = 8
MOST_NAME = 60


class AccountError(Exception):
    """What was asked of an account cannot be done; the message is shown."""


def add_account(
    session: Session,
    by: Staff | None,
    name: str,
    role: Role,
    password: str,
    unit: str | None = None,
) -> Staff:
    """Add an account; ``by`` None is the command line.

    Raises:
        ValueError: no name, the name is taken, or the password too short.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= MOST_NAME:
        raise ValueError(f"tên tài khoản phải có từ 1 đến {MOST_NAME} ký tự")
    if session.scalar(select(Staff.id).where(Staff.name == name)):
        raise ValueError(f"đã có tài khoản tên '{name}'")
    staff = Staff(name=name, role=role, unit=unit, active=True)
    set_password(staff, password)
    session.add(staff)
    session.flush()
    audit(session, by, "account.add", f"account:{name}", None, {"role": role, "unit": unit})
    return staff


def change_account(
    session: Session, by: Staff | None, name: str, *, role: Role, unit: str | None, active: bool
) -> Staff:
    """Set role, unit and whether the account is open; a closed one is signed out everywhere.

    Raises:
        AccountError: no such account, or it is the last open administrator.
    """
    staff = named(session, name)
    leaves = staff.active and staff.role is Role.ADMIN and not (active and role is Role.ADMIN)
    if leaves and _admins(session) == 1:
        raise AccountError("Đây là tài khoản quản trị cuối cùng nên phải giữ lại.")
    before = {"role": staff.role, "unit": staff.unit, "active": staff.active}
    staff.role, staff.unit, staff.active = role, unit, active
    if not active:
        end_sessions(session, staff)
    after = {"role": role, "unit": unit, "active": active}
    if before != after:
        audit(session, by, "account.change", f"account:{staff.name}", before, after)
    return staff


def disable(session: Session, by: Staff | None, name: str) -> None:
    """Close an account; its holder is signed out everywhere.

    Raises:
        AccountError: no such account, or it is the last open administrator.
    """
    staff = named(session, name)
    change_account(session, by, name, role=staff.role, unit=staff.unit, active=False)


def reset_password(session: Session, by: Staff | None, name: str, password: str) -> None:
    """Give an account a new password; its holder is signed out everywhere.

    Raises:
        AccountError: no such account.
        ValueError: the password is too short.
    """
    staff = named(session, name)
    set_password(staff, password)
    end_sessions(session, staff)
    audit(session, by, "account.password_reset", f"account:{staff.name}")


def reset_second_step(session: Session, by: Staff | None, name: str) -> None:
    """Take the second step off an account whose phone is lost.

    Raises:
        AccountError: no such account.
    """
    staff = named(session, name)
    second_step.forget(session, staff)
    end_sessions(session, staff)
    audit(session, by, "account.second_step_reset", f"account:{staff.name}")


def listed(session: Session) -> list[Staff]:
    """All accounts, by name."""
    return list(session.scalars(select(Staff).order_by(Staff.name)))


def named(session: Session, name: str) -> Staff:
    """The account with this name.

    Raises:
        AccountError: there is none.
    """
    staff = session.scalar(select(Staff).where(Staff.name == name))
    if staff is None:
        raise AccountError(f"không có tài khoản tên '{name}'")
    return staff


def set_password(staff: Staff, password: str) -> None:
    """Put the password's hash on the account.

    Raises:
        ValueError: it is too short.
    """
    if len(password) < MIN_PASSWORD:
        raise ValueError(f"mật khẩu phải có ít nhất {MIN_PASSWORD} ký tự")
    staff.password_hash = PasswordHasher().hash(password)


def end_sessions(session: Session, staff: Staff, but: str | None = None) -> None:
    """Revoke every sign-in of ``staff``, except the one with the token's hash ``but``."""
    mine = update(StaffSession).where(StaffSession.staff_id == staff.id)
    if but is not None:
        mine = mine.where(StaffSession.token_hash != but)
    session.execute(mine.values(revoked=True))


def _admins(session: Session) -> int:
    found = select(func.count()).where(Staff.role == Role.ADMIN, Staff.active)
    return session.scalar(found) or 0
