"""A person takes over: what is passed on, when somebody is there, and how to take it back."""

import datetime as dt
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.calendar import CalendarUnknownError, WorkCalendar
from bot.desk.cases import Cases
from bot.desk.history import happened
from bot.desk.locking import locked
from bot.desk.service import ServiceLevels, told
from bot.messages import Outcome
from bot.messages.texts import sentence
from bot.store import (
    Case,
    CaseKind,
    CaseState,
    CloseReason,
    Conversation,
    Direction,
    Happening,
    Message,
)
from bot.store.models import utc_now

# What was said before, in the summary: enough to see the matter, little enough to read at a glance.
LAST_TURNS = 6
MAX_LINE = 200
# The wait is told only when enough cases show it, rounded to what can be promised.
LEAST_CASES = 5
LAST_CASES = 20
ROUND_MINUTES = 5


def hand_over(
    session: Session,
    conversation: Conversation,
    question: str,
    outcome: Outcome,
    levels: ServiceLevels,
) -> list[str]:
    """Open the case and return what the citizen is told of it, a line each."""
    kind = CaseKind.PERSON if outcome is Outcome.HANDED_OFF else CaseKind.QUESTION
    details = {"summary": summary(session, conversation)} if kind is CaseKind.PERSON else None
    case = Cases.open(session, conversation, kind, question, outcome, details, levels)
    lines = [opening_notice("case_opened", case)]
    if kind is CaseKind.PERSON:
        calendar = levels.calendar
        lines += [office_hours(calendar, utc_now()), *usual_wait(session, calendar)]
    return [*lines, sentence("handed_how")]


def opening_notice(name: str, case: Case) -> str:
    """What a citizen is told of a case just opened: its code, and by when it is answered."""
    notice = sentence(name, code=case.code)
    return f"{notice} {sentence('case_due', due=told(case.due_at))}" if case.due_at else notice


def summary(session: Session, conversation: Conversation) -> str:
    """The last things said, the oldest first; personal numbers were hidden when they came."""
    rows = session.execute(
        select(Message.direction, Message.text)
        .where(Message.conversation_id == conversation.id)
        .order_by(Message.id.desc())
        .limit(LAST_TURNS)
    ).all()
    names = {Direction.CITIZEN: "Dân", Direction.BOT: "Máy", Direction.STAFF: "Cán bộ"}
    return "\n".join(
        f"{names[direction]}: {' '.join(text.split())[:MAX_LINE]}" for direction, text in rows[::-1]
    )


def withdraw(session: Session, conversation: Conversation) -> Case | None:
    """Take back the last matter that nobody has taken yet."""
    case = session.scalar(
        select(Case)
        .where(
            Case.conversation_id == conversation.id,
            Case.state == CaseState.NEW,
            Case.kind != CaseKind.FEEDBACK,
        )
        .order_by(Case.id.desc())
        .limit(1)
    )
    if case is not None:
        case = locked(session, case.id)
        case.state, case.closed_at = CaseState.CLOSED, utc_now()
        case.close_reason = CloseReason.SILENT
        happened(session, case, Happening.CLOSED, text=sentence("case_withdrawn"))
    return case


def give_back(session: Session, case: Case, hours: float) -> bool:
    """Let the bot speak again when staff have said nothing for ``hours``; the case waits anew."""
    last = session.scalar(
        select(Message.said_at)
        .where(
            Message.conversation_id == case.conversation_id, Message.direction == Direction.STAFF
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    since = max(moment for moment in (last, case.held_at, case.opened_at) if moment is not None)
    if utc_now() - since < dt.timedelta(hours=hours):
        return False
    case = locked(session, case.id)
    case.state, case.holder_id, case.held_at = CaseState.NEW, None, None
    happened(session, case, Happening.RELEASED, text=sentence("case_released", hours=f"{hours:g}"))
    return True


def office_hours(calendar: WorkCalendar, now: dt.datetime) -> str:
    """Whether somebody is there now, else when; nothing exact where the calendar ends."""
    try:
        if calendar.is_open(now):
            return sentence("office_open")
        return sentence("office_opens", time=told(calendar.next_opening(now)))
    except CalendarUnknownError:
        return sentence("office_hours_unknown")


def usual_wait(session: Session, calendar: WorkCalendar) -> list[str]:
    """How long the last cases waited, in working time; nothing when too few are known."""
    rows = session.execute(
        select(Case.opened_at, Case.held_at)
        .where(Case.held_at.is_not(None))
        .order_by(Case.id.desc())
        .limit(LAST_CASES)
    ).all()
    if len(rows) < LEAST_CASES:
        return []
    try:
        waits = [calendar.working_time_between(opened, held) for opened, held in rows if held]
    except CalendarUnknownError:
        return []
    minutes = median(wait.total_seconds() / 60 for wait in waits)
    rounded = max(1, round(minutes / ROUND_MINUTES)) * ROUND_MINUTES
    return [sentence("usual_wait", minutes=rounded)]
