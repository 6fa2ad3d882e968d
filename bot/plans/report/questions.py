"""What citizens asked, how it went, and how their cases were handled."""

import datetime as dt

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.messages import Outcome
from bot.plans.periods import ReportPeriod
from bot.plans.report.clock import bounds
from bot.plans.report.figures import (
    CaseLine,
    Figure,
    RecordName,
    ReportData,
    Share,
)
from bot.store import Case, CaseKind, CaseState, Direction, Message

# Turns that are no question: greetings, forms being filled, reminders about personal numbers.
NO_QUESTION = (Outcome.SMALLTALK, Outcome.FORM, Outcome.PERSONAL_DATA, Outcome.WITH_STAFF)
_GROUPS = (
    ("Trả lời có nguồn", (Outcome.ANSWERED, Outcome.EMERGENCY)),
    ("Hỏi lại cho rõ", (Outcome.CLARIFY,)),
    ("Chuyển cán bộ", (Outcome.HANDED_OFF, Outcome.NO_SOURCE)),
    ("Ngoài phạm vi, nguồn hết hiệu lực", (Outcome.OUT_OF_SCOPE, Outcome.EXPIRED_SOURCE)),
    ("Trục trặc", (Outcome.ERROR,)),
)


def answers_in(period: ReportPeriod) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which a message answers a question of ``period``."""
    first, after = bounds(period)
    return (
        Message.direction == Direction.BOT,
        Message.outcome.is_not(None),
        Message.outcome.not_in(NO_QUESTION),
        Message.said_at >= first,
        Message.said_at < after,
    )


def add_questions(session: Session, data: ReportData, now: dt.datetime) -> None:
    """Count answers by outcome and cases by kind, with the share that was closed on time."""
    first, after = bounds(data.period)
    data.messages = list(
        session.scalars(select(Message).where(*answers_in(data.period)).order_by(Message.id))
    )
    data.all_answers = _answers("Câu hỏi của người dân", data.messages, None)
    data.answers = [_answers(name, data.messages, outcomes) for name, outcomes in _GROUPS]
    data.wrong = Figure(
        "Câu trả lời cán bộ báo là sai",
        RecordName.ANSWER,
        tuple(one.id for one in data.messages if one.wrong is not None),
    )
    cases = session.scalars(
        select(Case).where(Case.opened_at >= first, Case.opened_at < after).order_by(Case.id)
    )
    data.case_lines = [CaseLine(case, on_time(case, min(now, after))) for case in cases]
    _add_cases(data)


def on_time(case: Case, now: dt.datetime) -> bool | None:
    """Whether a case kept its term; None while the term runs, or when it has none."""
    if case.due_at is None:
        return None
    if case.state is CaseState.CLOSED and case.closed_at is not None:
        return case.closed_at <= case.due_at
    return False if now > case.due_at else None


def _add_cases(data: ReportData) -> None:
    lines = data.case_lines
    feedback = [line for line in lines if line.case.kind is CaseKind.FEEDBACK]
    data.cases = [
        _cases("Việc chuyển tới cán bộ", lines),
        _cases("Trong đó: phản ánh, kiến nghị", feedback),
        _cases(
            "Phản ánh, kiến nghị đã xử lý xong",
            [line for line in feedback if line.case.state is CaseState.CLOSED],
        ),
    ]
    judged = [line for line in feedback if line.on_time is not None]
    data.on_time = Share(
        _cases("Phản ánh đúng hạn", [line for line in judged if line.on_time]),
        _cases("Phản ánh đã tới hạn hoặc đã xong", judged),
    )


def _answers(label: str, messages: list[Message], outcomes: tuple[Outcome, ...] | None) -> Figure:
    ids = tuple(one.id for one in messages if outcomes is None or one.outcome in outcomes)
    return Figure(label, RecordName.ANSWER, ids)


def _cases(label: str, lines: list[CaseLine]) -> Figure:
    return Figure(label, RecordName.CASE, tuple(line.case.id for line in lines))
