"""Counts from the store; no text, name or address of a person leaves it here."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.messages import Outcome
from bot.store import Case, CaseState, Direction, Message
from bot.web.desk.times import ZONE, local

MOST_ASKED = 15


@dataclass(frozen=True)
class Asked:
    """A source that answers rested on, and how often."""

    title: str
    code: str | None
    times: int


@dataclass(frozen=True)
class Report:
    """The counts of ``days`` days up to today, on the ward's calendar."""

    answers: int
    citizens_messages: int
    outcomes: list[tuple[Outcome, int]]
    by_day: list[tuple[dt.date, int]]
    asked: list[Asked]
    cases: dict[CaseState, int]
    opened: int
    closed: int


def report(session: Session, days: int, now: dt.datetime) -> Report:
    """Count the last ``days`` days, today included."""
    today = local(now).date()
    first = today - dt.timedelta(days=days - 1)
    since = dt.datetime.combine(first, dt.time(), ZONE)
    rows = session.execute(
        select(Message.said_at, Message.outcome).where(
            Message.said_at >= since,
            Message.direction == Direction.BOT,
            Message.outcome.is_not(None),
        )
    ).all()
    outcomes = Counter(outcome for _, outcome in rows)
    by_day = Counter(local(said_at).date() for said_at, _ in rows)
    return Report(
        answers=len(rows),
        citizens_messages=_count_messages(session, since),
        outcomes=[(one, outcomes[one]) for one in Outcome if outcomes[one]],
        by_day=[(day, by_day[day]) for n in range(days) if (day := first + dt.timedelta(days=n))],
        asked=_most_asked(session, since),
        cases={state: _count_cases(session, Case.state == state) for state in CaseState},
        opened=_count_cases(session, Case.opened_at >= since),
        closed=_count_cases(session, Case.closed_at >= since),
    )


def _most_asked(session: Session, since: dt.datetime) -> list[Asked]:
    first_source = Message.trace["message"]["sources"][0]
    cited = (
        select(
            first_source["title"].as_string().label("title"),
            first_source["code"].as_string().label("code"),
        )
        .where(
            Message.said_at >= since,
            Message.direction == Direction.BOT,
            Message.outcome == Outcome.ANSWERED,
        )
        .subquery()
    )
    rows = session.execute(
        select(cited.c.title, cited.c.code, func.count().label("times"))
        .where(cited.c.title.is_not(None))
        .group_by(cited.c.title, cited.c.code)
        .order_by(func.count().desc(), cited.c.title)
        .limit(MOST_ASKED)
    )
    return [Asked(title, code, times) for title, code, times in rows]


def _count_messages(session: Session, since: dt.datetime) -> int:
    said = select(func.count()).select_from(Message)
    said = said.where(Message.said_at >= since, Message.direction == Direction.CITIZEN)
    return session.scalar(said) or 0


def _count_cases(session: Session, where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Case).where(where)) or 0
