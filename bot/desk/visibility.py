"""Who may see a case. A complaint about an officer is for leaders, and never for that officer."""

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from bot.store import Case, Role, Staff
from knowledge.text import tokens

_LEADING = (Role.LEADER, Role.ADMIN)


def may_see(case: Case, staff: Staff) -> bool:
    """Whether ``staff`` may know of ``case`` at all."""
    if not case.restricted:
        return True
    if is_about(case, staff):
        return False
    return staff.role in _LEADING or case.holder_id == staff.id


def is_about(case: Case, staff: Staff) -> bool:
    """Whether the complaint names ``staff``; a given name alone is enough to keep it from them."""
    named = set(tokens(f"{(case.details or {}).get('about_staff', '')} {case.question}"))
    given = tokens(staff.name)[-1:]
    return case.restricted and bool(given) and given[0] in named


def seen_by(session: Session, staff: Staff) -> ColumnElement[bool]:
    """The condition that leaves out what ``staff`` may not know of."""
    restricted = session.scalars(select(Case).where(Case.restricted))
    hidden = [case.id for case in restricted if not may_see(case, staff)]
    return Case.id.not_in(hidden) if hidden else true()
