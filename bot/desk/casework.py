"""What else officers do with a case: pass it on, wait, give it back, note, hurry."""

from sqlalchemy.orm import Session

from bot.desk.audit import audit
from bot.desk.cases import Cases
from bot.desk.history import happened
from bot.desk.locking import CaseError, locked
from bot.desk.service import ServiceLevels
from bot.desk.status import status_of, tell_status
from bot.desk.visibility import is_about, may_see
from bot.store import Case, CaseState, Happening, Priority, Role, Staff
from bot.store.models import utc_now

_LEADING = (Role.LEADER, Role.ADMIN)
# Who may hold a case at all (bot/web/desk/roles.py gives the permission to the same roles).
HOLDERS = (Role.OFFICER, *_LEADING)
MOST_NOTE = 2000


def give_to(
    session: Session, case_id: int, by: Staff, to: Staff, note: str, version: int | None = None
) -> Case:
    """Pass a case on to a colleague, who then holds it.

    Raises:
        CaseError: not ``by``'s to give, or ``to`` may not have it.
        StaleCaseError: it changed since ``version``.
    """
    case = _to_pass_on(session, case_id, by, version)
    if not to.active or to.role not in HOLDERS:
        raise CaseError(f"Tài khoản {to.name} không nhận việc của người dân.")
    if is_about(case, to):
        raise CaseError(f"Phản ánh này nói về {to.name} nên không chuyển cho người đó.")
    if case.holder_id == to.id and case.state is CaseState.HELD:
        raise CaseError(f"{to.name} đang giữ việc này rồi.")
    before, held = status_of(case), case.holder.name if case.holder else None
    case.state, case.holder_id, case.held_at = CaseState.HELD, to.id, utc_now()
    case.waiting_since = None
    _passed_on(session, case, by, to.name, note)
    audit(session, by, "case.transfer", f"case:{case.code}", {"holder": held}, {"holder": to.name})
    tell_status(session, case, before)
    return case


def give_to_unit(
    session: Session, case_id: int, by: Staff, unit: str, note: str, version: int | None = None
) -> Case:
    """Put a case into the queue of another unit; nobody holds it then.

    Raises:
        CaseError: not ``by``'s to give, or it lies there already.
        StaleCaseError: it changed since ``version``.
    """
    case = _to_pass_on(session, case_id, by, version)
    if case.unit == unit and case.state is CaseState.NEW:
        raise CaseError(f"Việc này đang ở {unit} rồi.")
    old = {"unit": case.unit, "holder": case.holder.name if case.holder else None}
    case.state, case.unit = CaseState.NEW, unit
    case.holder_id = case.held_at = case.waiting_since = None
    _passed_on(session, case, by, unit, note)
    audit(session, by, "case.transfer", f"case:{case.code}", old, {"unit": unit, "holder": None})
    # Passed on again it stays 'passed on', but to somebody else: that is news as well.
    tell_status(session, case, None)
    return case


def wait_for_citizen(
    session: Session, case_id: int, staff: Staff, version: int | None = None
) -> Case:
    """Let the service level stand still until the citizen writes.

    Raises:
        CaseError: not held by ``staff``, or waiting already.
        StaleCaseError: it changed since ``version``.
    """
    case = locked(session, case_id, version)
    Cases.held_by(session, case_id, staff)
    if case.waiting_since is not None:
        raise CaseError("Việc này đang chờ người dân rồi.")
    before = status_of(case)
    case.waiting_since = utc_now()
    happened(session, case, Happening.WAITING, staff)
    audit(session, staff, "case.wait", f"case:{case.code}")
    tell_status(session, case, before)
    return case


def give_back(session: Session, case_id: int, staff: Staff, version: int | None = None) -> Case:
    """Put a held case back into the queue of new ones.

    Raises:
        CaseError: not held by ``staff``.
        StaleCaseError: it changed since ``version``.
    """
    case = locked(session, case_id, version)
    Cases.held_by(session, case_id, staff)
    before = status_of(case)
    case.state = CaseState.NEW
    case.holder_id = case.held_at = case.waiting_since = None
    happened(session, case, Happening.RELEASED, staff)
    audit(session, staff, "case.release", f"case:{case.code}")
    tell_status(session, case, before)
    return case


def note_down(session: Session, case_id: int, staff: Staff, text: str) -> None:
    """Add an internal note, which the citizen never sees.

    Raises:
        CaseError: no such case for ``staff``, or nothing written.
    """
    case = seen_case(session, case_id, staff)
    text = text.strip()
    if not text:
        raise CaseError("Ghi chú chưa có nội dung.")
    if len(text) > MOST_NOTE:
        raise CaseError(f"Ghi chú dài quá {MOST_NOTE} ký tự.")
    happened(session, case, Happening.NOTED, staff, text)


def hurry(
    session: Session,
    case_id: int,
    staff: Staff,
    priority: Priority,
    levels: ServiceLevels,
    version: int | None = None,
) -> Case:
    """Set how urgent a case is; its due time follows, but never becomes later than promised.

    Raises:
        CaseError: no such open case for ``staff``.
        StaleCaseError: it changed since ``version``.
    """
    seen_case(session, case_id, staff)
    case = locked(session, case_id, version)
    if case.state is CaseState.CLOSED:
        raise CaseError("Việc này đã xong.")
    old = {"priority": case.priority}
    case.priority = priority
    due = levels.due(case.kind, case.reopened_at or case.opened_at, priority)
    if due and case.due_at and due < case.due_at:
        case.due_at = due
    happened(session, case, Happening.PRIORITY, staff, priority.value)
    audit(session, staff, "case.priority", f"case:{case.code}", old, {"priority": priority})
    return case


def seen_case(session: Session, case_id: int, staff: Staff) -> Case:
    """The case, if ``staff`` may know of it.

    Raises:
        CaseError: there is none for them.
    """
    case = session.get(Case, case_id)
    if case is None or not may_see(case, staff):
        raise CaseError("Không có việc này.")
    return case


def _to_pass_on(session: Session, case_id: int, by: Staff, version: int | None) -> Case:
    seen_case(session, case_id, by)
    case = locked(session, case_id, version)
    if case.state is CaseState.CLOSED:
        raise CaseError("Việc này đã xong.")
    if case.state is CaseState.HELD and case.holder_id != by.id and by.role not in _LEADING:
        raise CaseError("Chỉ người đang giữ việc hoặc lãnh đạo mới chuyển được.")
    return case


def _passed_on(session: Session, case: Case, by: Staff, to: str, note: str) -> None:
    case.reminded_at = None
    said = note.strip()[:MOST_NOTE]
    happened(session, case, Happening.TRANSFERRED, by, f"tới {to}: {said}" if said else f"tới {to}")
