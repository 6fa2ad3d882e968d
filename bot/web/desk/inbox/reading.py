"""Read the inbox from the store; each function is one short transaction of the caller."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from bot.store import Case, CaseState, Direction, Message, Staff
from bot.web.desk.inbox.views import Candidate, Findings, Opened, Queue, Row, Said, Tab

MOST_ROWS = 200
MOST_MESSAGES = 200
# A case is opened in the transaction that wrote the answer down, moments after it.
SAME_TURN = dt.timedelta(seconds=5)

Pulse = tuple[object, ...]


def pulse(session: Session, case_id: int | None) -> Pulse:
    """A cheap value that changes whenever the list or the open case may look different."""
    cases = session.execute(
        select(func.max(Case.id), func.max(Case.held_at), func.max(Case.closed_at))
    ).one()
    newest = session.scalar(select(func.max(Message.id)))
    deliveries: list[Any] = []
    if case_id is not None:
        of_case = select(Case.conversation_id).where(Case.id == case_id).scalar_subquery()
        deliveries = sorted(
            tuple(row)
            for row in session.execute(
                select(Message.delivery, func.count())
                .where(Message.conversation_id == of_case)
                .group_by(Message.delivery)
            )
        )
    return (*cases, newest, *deliveries)


def queue(session: Session, staff: Staff, tab: Tab) -> Queue:
    """The cases of ``tab`` as ``staff`` sees them, the longest waiting first."""
    counts = {one: _count(session, _in(one, staff)) for one in Tab}
    # What is closed is looked up, not worked off: there the newest comes first.
    order = Case.closed_at.desc() if tab is Tab.CLOSED else Case.opened_at
    found = session.scalars(
        select(Case)
        .options(joinedload(Case.conversation), joinedload(Case.holder))
        .where(_in(tab, staff))
        .order_by(order, Case.id)
        .limit(MOST_ROWS)
    ).all()
    speakers = _last_speakers(session, [case.conversation_id for case in found])
    rows = tuple(_row(case, speakers.get(case.conversation_id)) for case in found)
    return Queue(tab, rows, counts)


def tab_of(case: Opened) -> Tab:
    """The queue in which an officer finds ``case``."""
    if case.state is CaseState.HELD:
        return Tab.MINE if case.mine else Tab.OTHERS
    return Tab.NEW if case.state is CaseState.NEW else Tab.CLOSED


def case_named(session: Session, code: str) -> int | None:
    """The id of the case with ``code``."""
    return session.scalar(select(Case.id).where(Case.code == code))


def opened(session: Session, staff: Staff, case_id: int) -> Opened | None:
    """The case with its conversation."""
    case = session.get(
        Case, case_id, options=[joinedload(Case.conversation), joinedload(Case.holder)]
    )
    if case is None:
        return None
    of_case = Message.conversation_id == case.conversation_id
    newest = session.execute(
        select(Message, Staff.name)
        .outerjoin(Staff, Staff.id == Message.staff_id)
        .where(of_case)
        .order_by(Message.id.desc())
        .limit(MOST_MESSAGES)
    ).all()
    total = session.scalar(select(func.count()).select_from(Message).where(of_case)) or 0
    messages = [(row[0], row[1]) for row in reversed(newest)]
    since = case.held_at or case.opened_at
    return Opened(
        id=case.id,
        code=case.code,
        kind=case.kind,
        state=case.state,
        question=case.question,
        reason=case.reason,
        details={key: str(value) for key, value in (case.details or {}).items() if value},
        channel=case.conversation.channel,
        reachable=case.conversation.reachable,
        opened_at=case.opened_at,
        held_at=case.held_at,
        closed_at=case.closed_at,
        holder=case.holder.name if case.holder else None,
        mine=case.holder_id == staff.id,
        answered=any(
            said.direction is Direction.STAFF and said.said_at >= since for said, _ in messages
        ),
        hidden=total - len(messages),
        talk=tuple(_said(message, speaker) for message, speaker in messages),
        findings=_findings(case, [message for message, _ in messages]),
    )


def _in(tab: Tab, staff: Staff) -> ColumnElement[bool]:
    match tab:
        case Tab.NEW:
            return Case.state == CaseState.NEW
        case Tab.MINE:
            return (Case.state == CaseState.HELD) & (Case.holder_id == staff.id)
        case Tab.OTHERS:
            return (Case.state == CaseState.HELD) & (Case.holder_id != staff.id)
        case Tab.CLOSED:
            return Case.state == CaseState.CLOSED


def _count(session: Session, where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Case).where(where)) or 0


def _last_speakers(session: Session, conversations: list[int]) -> dict[int, Direction]:
    last = (
        select(func.max(Message.id))
        .where(
            Message.conversation_id.in_(conversations),
            # The assistant's notices do not answer anybody.
            Message.direction != Direction.BOT,
        )
        .group_by(Message.conversation_id)
    )
    rows = session.execute(
        select(Message.conversation_id, Message.direction).where(Message.id.in_(last))
    )
    return {row.conversation_id: row.direction for row in rows}


def _row(case: Case, last_speaker: Direction | None) -> Row:
    since = {CaseState.HELD: case.held_at, CaseState.CLOSED: case.closed_at}.get(case.state)
    return Row(
        id=case.id,
        code=case.code,
        kind=case.kind,
        state=case.state,
        question=" ".join(case.question.split()),
        channel=case.conversation.channel,
        holder=case.holder.name if case.holder else None,
        since=since or case.opened_at,
        citizen_spoke_last=last_speaker is Direction.CITIZEN,
    )


def _said(message: Message, speaker: str | None) -> Said:
    # What the assistant says in its own turn leaves with the turn and is never on its way.
    on_its_own = message.direction is Direction.STAFF or (
        message.direction is Direction.BOT and message.outcome is None
    )
    names = {Direction.CITIZEN: "Người dân", Direction.BOT: "Trợ lý tự động"}
    return Said(
        id=message.id,
        who=message.direction,
        speaker=names.get(message.direction) or f"Cán bộ {speaker or ''}".strip(),
        text=message.text,
        at=message.said_at,
        delivery=message.delivery if on_its_own else None,
        note=message.delivery_note,
    )


def _findings(case: Case, messages: list[Message]) -> Findings | None:
    """The last search before the case was opened; traces of other versions are read kindly."""
    for message in reversed(messages):
        trace = message.trace or {}
        if message.said_at <= case.opened_at + SAME_TURN and "hits" in trace:
            hits = [hit for hit in trace["hits"] if isinstance(hit, dict)]
            return Findings(str(trace.get("question", "")), tuple(map(_candidate, hits)))
    return None


def _candidate(hit: dict[str, Any]) -> Candidate:
    score = hit.get("score")
    return Candidate(
        key=str(hit.get("key", "")),
        title=str(hit.get("title", "")),
        score=float(score) if isinstance(score, int | float) else None,
    )
