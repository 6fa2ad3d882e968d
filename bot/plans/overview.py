"""What a leader wants to see of a period: who asks what and when, how fast it is answered."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.calendar import ZONE, CalendarUnknownError, WorkCalendar
from bot.messages import Outcome
from bot.plans.periods import ReportPeriod
from bot.plans.report.clock import bounds
from bot.plans.report.collecting import collect
from bot.plans.report.figures import ReportData
from bot.plans.tasks import TaskState
from bot.plans.wording import ASKED_ON, CHANNEL_NAMES
from bot.store import Case, CaseState, Conversation, Direction, Message

MOST_ASKED = 12
UNKNOWN = "chưa rõ"
# What the feedback form writes where somebody names a place; nothing else is known of it.
_PLACE = "where"
_PLACE_CHARS = 40
Rows = list[tuple[str, int]]
Namer = Callable[[str], tuple[str, str]]
"""From a record's id to its title and field."""


@dataclass
class Overview:
    """Counts and times of one period; hours are the office's working hours."""

    period: ReportPeriod
    data: ReportData
    tables: dict[str, Rows] = field(default_factory=dict)
    first_reply_hours: list[float] = field(default_factory=list)
    closing_hours: list[float] = field(default_factory=list)
    overdue: int = 0
    states: dict[TaskState, int] = field(default_factory=dict)


def overview(
    session: Session,
    period: ReportPeriod,
    unit: str,
    now: dt.datetime,
    calendar: WorkCalendar,
    namer: Namer,
) -> Overview:
    """Everything the leader's page shows of ``period``."""
    data = collect(session, period, unit, now, calendar.is_working_day)
    found = Overview(period, data)
    found.states = dict(Counter(line.state for line in data.tasks))
    _asked(session, found, namer)
    _speed(session, found, calendar, now)
    found.tables["Theo khu phố, nơi người dân ghi trong phản ánh"] = _ranked(
        Counter(_place(line.case) for line in data.case_lines if line.case.details)
    )
    found.tables["Kết quả trả lời"] = [(one.label, one.value) for one in data.answers]
    wrong = data.wrong
    found.tables["Kết quả trả lời"] += [(wrong.label, wrong.value)] if wrong else []
    found.tables["Cuộc thi trên trợ lý (số người có lượt thi)"] = [
        (line.entry.title, line.people.value) for line in data.contests
    ]
    found.tables["Người tiếp cận theo kênh (đếm được)"] = [
        (CHANNEL_NAMES[line.channel], line.known.value) for line in data.channels if line.known.ids
    ]
    found.tables["Nhiệm vụ của kế hoạch"] = [
        (state.value, count) for state, count in found.states.items()
    ]
    return found


def typical(hours: list[float]) -> str:
    """The median in words; nothing measured is no zero."""
    return f"{median(hours):.1f} giờ".replace(".", ",") if hours else "không có số liệu"


def _asked(session: Session, found: Overview, namer: Namer) -> None:
    first, after = bounds(found.period)
    heard = session.execute(
        select(Message.said_at, Conversation.channel)
        .join(Conversation)
        .where(
            Message.direction == Direction.CITIZEN,
            Message.said_at >= first,
            Message.said_at < after,
        )
    ).all()
    hours = Counter(said_at.astimezone(ZONE).hour for said_at, _ in heard)
    found.tables["Theo giờ trong ngày"] = (
        [(f"{hour} giờ", hours[hour]) for hour in range(24)] if hours else []
    )
    found.tables["Theo kênh hỏi"] = _ranked(
        Counter(ASKED_ON.get(channel, channel) for _, channel in heard)
    )
    subjects = Counter(
        one.subject
        for one in found.data.messages
        if one.subject and one.outcome == Outcome.ANSWERED
    )
    named = {subject: namer(subject) for subject in subjects}
    found.tables["Theo thủ tục, mục được hỏi"] = [
        (named[subject][0], count) for subject, count in subjects.most_common(MOST_ASKED)
    ]
    fields: Counter[str] = Counter()
    for subject, count in subjects.items():
        fields[named[subject][1] or UNKNOWN] += count
    found.tables["Theo lĩnh vực"] = _ranked(fields)


def _speed(session: Session, found: Overview, calendar: WorkCalendar, now: dt.datetime) -> None:
    cases = [line.case for line in found.data.case_lines]
    firsts = _first_replies(session, cases)
    for case in cases:
        if (replied := firsts.get(case.id)) is not None:
            _add_hours(found.first_reply_hours, case.opened_at, replied, calendar)
        if case.state is CaseState.CLOSED and case.closed_at:
            _add_hours(found.closing_hours, case.opened_at, case.closed_at, calendar)
        late = case.due_at is not None and case.due_at < now
        found.overdue += late and case.state is not CaseState.CLOSED


def _first_replies(session: Session, cases: list[Case]) -> dict[int, dt.datetime]:
    """The first thing an officer said in a case's conversation after the case was opened."""
    talks = {case.conversation_id for case in cases}
    said = session.execute(
        select(Message.conversation_id, Message.said_at)
        .where(Message.direction == Direction.STAFF, Message.conversation_id.in_(talks))
        .order_by(Message.said_at)
    ).all()
    found: dict[int, dt.datetime] = {}
    for case in cases:
        after = (at for talk, at in said if talk == case.conversation_id and at >= case.opened_at)
        if (first := next(after, None)) is not None:
            found[case.id] = first
    return found


def _add_hours(
    hours: list[float], begin: dt.datetime, end: dt.datetime, calendar: WorkCalendar
) -> None:
    try:
        hours.append(calendar.working_time_between(begin, end).total_seconds() / 3600)
    except CalendarUnknownError:
        return


def _place(case: Case) -> str:
    return str((case.details or {}).get(_PLACE) or UNKNOWN)[:_PLACE_CHARS]


def _ranked(counts: Counter[str]) -> Rows:
    return counts.most_common(MOST_ASKED)
