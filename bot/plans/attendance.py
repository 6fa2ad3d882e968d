"""Attendance at a training session: people sign in themselves by a QR code, and only with consent.

Names prove the session to an inspection; then they are forgotten and the count stays.
"""

import datetime as dt
import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.plans.errors import PlanError
from bot.plans.limits import ATTENDEES_KEPT_DAYS, MOST_ATTENDEES, NAME_CHARS, PLACE_CHARS
from bot.store import AttendanceSheet, Attendee, RegisterEntry, RegisterKind
from bot.store.models import utc_now
from knowledge.text import clean, fold

OPEN_FOR = dt.timedelta(hours=12)


def open_sheet(session: Session, entry_id: int, by: str) -> AttendanceSheet:
    """Let people sign in for the next hours; opened again, the same address holds.

    Raises:
        PlanError: the line is no training session.
    """
    entry = session.get(RegisterEntry, entry_id, with_for_update=True)
    if entry is None or entry.kind is not RegisterKind.TRAINING:
        raise PlanError(f"Sổ tập huấn không có dòng số {entry_id}.")
    if entry.sheet is None:
        entry.sheet = AttendanceSheet(
            entry_id=entry.id, token=secrets.token_urlsafe(16), opened_by=by, closes_at=utc_now()
        )
    entry.sheet.closes_at = utc_now() + OPEN_FOR
    session.flush()
    return entry.sheet


def close_sheet(session: Session, entry_id: int) -> None:
    """Take no more names."""
    sheet = session.scalar(select(AttendanceSheet).where(AttendanceSheet.entry_id == entry_id))
    if sheet is not None:
        sheet.closes_at = min(sheet.closes_at, utc_now())


def open_session(session: Session, token: str) -> RegisterEntry:
    """The training session that ``token`` signs people in for.

    Raises:
        PlanError: no such sheet, or it is closed.
    """
    sheet = session.scalar(select(AttendanceSheet).where(AttendanceSheet.token == token))
    if sheet is None or sheet.closes_at <= utc_now():
        raise PlanError("Buổi này không còn điểm danh. Xin hỏi cán bộ tổ chức.")
    return session.get_one(RegisterEntry, sheet.entry_id)


def sign(session: Session, token: str, name: str, place: str, *, consents: bool) -> int:
    """Write one person down and count; the same name and place again is the same person.

    Returns:
        How many have signed.

    Raises:
        PlanError: closed, full, without a name or without consent.
    """
    entry = open_session(session, token)
    sheet = session.get_one(
        AttendanceSheet, entry.sheet.id if entry.sheet else 0, with_for_update=True
    )
    name, place = clean(name), clean(place)
    if not any(char.isalpha() for char in name) or len(name) > NAME_CHARS:
        raise PlanError("Xin ghi họ và tên của ông/bà.")
    if any(char.isdigit() for char in name):
        raise PlanError("Chỉ ghi họ và tên, không ghi số giấy tờ, số điện thoại.")
    if len(place) > PLACE_CHARS:
        raise PlanError("Phần đơn vị, nơi ở dài quá, xin ghi ngắn lại.")
    if not consents:
        raise PlanError("Xin đánh dấu đồng ý, hoặc ký vào danh sách giấy của cán bộ.")
    key = f"{fold(name)}|{fold(place)}"
    known = select(Attendee.id).where(Attendee.sheet_id == sheet.id, Attendee.key == key)
    if session.scalar(known) is not None:
        return sheet.people
    if sheet.people >= MOST_ATTENDEES:
        raise PlanError("Danh sách đã đầy. Xin báo cán bộ tổ chức.")
    session.add(Attendee(sheet_id=sheet.id, name=name, place=place, key=key, signed_at=utc_now()))
    _count(entry, sheet, sheet.people + 1)
    return sheet.people


def remove(session: Session, attendee_id: int) -> None:
    """Take a name off, on a person's wish or because it was a joke; the count follows."""
    one = session.get(Attendee, attendee_id)
    if one is None:
        raise PlanError("Tên này không còn trong danh sách.")
    sheet = session.get_one(AttendanceSheet, one.sheet_id, with_for_update=True)
    session.delete(one)
    _count(session.get_one(RegisterEntry, sheet.entry_id), sheet, sheet.people - 1)


def attendees(session: Session, entry_id: int) -> list[Attendee]:
    """Who signed, in order; empty once the names were forgotten."""
    rows = select(Attendee).join(AttendanceSheet, AttendanceSheet.id == Attendee.sheet_id)
    return list(
        session.scalars(rows.where(AttendanceSheet.entry_id == entry_id).order_by(Attendee.id))
    )


def forget_names(session: Session, now: dt.datetime) -> int:
    """Erase names whose time is over; returns how many. Counts stay."""
    before = now - dt.timedelta(days=ATTENDEES_KEPT_DAYS)
    old = select(AttendanceSheet.id).where(AttendanceSheet.closes_at < before)
    rows = session.scalar(
        select(func.count()).select_from(Attendee).where(Attendee.sheet_id.in_(old))
    )
    session.execute(delete(Attendee).where(Attendee.sheet_id.in_(old)))
    return rows or 0


def _count(entry: RegisterEntry, sheet: AttendanceSheet, people: int) -> None:
    """The register's own field follows, and with it every report."""
    sheet.people = people
    entry.fields = {**entry.fields, "people": people}
    entry.changed_at = utc_now()
