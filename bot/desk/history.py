"""What happened to a case, line by line."""

from sqlalchemy.orm import Session

from bot.store import Case, CaseEvent, Happening, Staff


def happened(
    session: Session,
    case: Case,
    what: Happening,
    staff: Staff | None = None,
    text: str | None = None,
) -> None:
    """Add a line to the history of ``case``; without ``staff`` it came about by itself."""
    line = CaseEvent(case_id=case.id, what=what, staff_id=staff.id if staff else None, text=text)
    session.add(line)
