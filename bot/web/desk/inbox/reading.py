"""Read the inbox from the store; each function is one short transaction of the caller."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from bot.channels.windows import closes_at, free_until
from bot.conversation.heard import Heard
from bot.desk.visibility import may_see, seen_by
from bot.store import (
    Case,
    CaseEvent,
    CaseState,
    Direction,
    Message,
    Priority,
    Staff,
)
from bot.store.models import utc_now
from bot.web.desk.inbox.choosing import holds, in_tab, narrowed
from bot.web.desk.inbox.views import (
    Candidate,
    Filters,
    Findings,
    Line,
    Opened,
    Queue,
    Row,
    Said,
    Tab,
)
from bot.web.desk.wording import ATTACHMENT_KINDS

MOST_ROWS = 200
MOST_MESSAGES = 200
# A case is opened in the transaction that wrote the answer down, moments after it.
SAME_TURN = dt.timedelta(seconds=5)
# A window of days that shuts within this time is flagged: there is still a working day for it.
SHUTS_SOON = dt.timedelta(hours=24)

Pulse = tuple[object, ...]


def pulse(session: Session, case_id: int | None) -> Pulse:
    """A cheap value that changes whenever the list or the open case may look different."""
    cases = session.execute(select(func.max(Case.id), func.sum(Case.version))).one()
    history = session.scalar(select(func.max(CaseEvent.id)))
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
    return (*cases, history, newest, *deliveries)


def queue(session: Session, staff: Staff, tab: Tab, asked: Filters | None = None) -> Queue:
    """The cases of ``tab`` as ``staff`` sees them: urgent ones first, then those due soonest.

    With words to look for, cases of every queue, the newest first.
    """
    asked = asked or Filters()
    now = utc_now()
    mine_to_see = and_(seen_by(session, staff), *narrowed(asked))
    counts = {one: _count(session, and_(mine_to_see, in_tab(one, staff, now))) for one in Tab}
    rows = select(Case).options(joinedload(Case.conversation), joinedload(Case.holder))
    if asked.text:
        rows = rows.where(mine_to_see, holds(asked.text)).order_by(Case.id.desc())
    else:
        # What is closed is looked up, not worked off: there the newest comes first.
        by_due = (Case.priority.desc(), Case.due_at.is_(None), Case.due_at, Case.opened_at)
        order = (Case.closed_at.desc(),) if tab is Tab.CLOSED else by_due
        rows = rows.where(mine_to_see, in_tab(tab, staff, now)).order_by(*order, Case.id)
    found = session.scalars(rows.limit(MOST_ROWS)).all()
    of = [case.conversation_id for case in found]
    speakers, heard = _last_speakers(session, of), _last_heard(session, of)
    drawn = tuple(
        _row(case, speakers.get(case.conversation_id), heard.get(case.conversation_id), now)
        for case in found
    )
    return Queue(tab, drawn, counts)


def tab_of(case: Opened) -> Tab:
    """The queue in which an officer finds ``case``."""
    if case.state is CaseState.HELD:
        if not case.mine:
            return Tab.OTHERS
        return Tab.WAITING if case.waiting else Tab.MINE
    return Tab.NEW if case.state is CaseState.NEW else Tab.CLOSED


def case_named(session: Session, staff: Staff, code: str) -> int | None:
    """The id of the case with ``code``, if ``staff`` may know of it."""
    return session.scalar(select(Case.id).where(Case.code == code, seen_by(session, staff)))


def opened(session: Session, staff: Staff, case_id: int) -> Opened | None:
    """The case with its conversation."""
    case = session.get(
        Case, case_id, options=[joinedload(Case.conversation), joinedload(Case.holder)]
    )
    if case is None or not may_see(case, staff):
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
    last = _last_heard(session, [case.conversation_id]).get(case.conversation_id)
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
        unit=case.unit,
        priority=case.priority,
        due_at=case.due_at,
        waiting=case.waiting_since is not None,
        restricted=case.restricted,
        version=case.version,
        close_reason=case.close_reason,
        window_shuts=closes_at(case.conversation.channel, last) if last else None,
        window_free=free_until(case.conversation.channel, last) if last else None,
        history=_history(session, case),
    )


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


def _last_heard(session: Session, conversations: list[int]) -> dict[int, dt.datetime]:
    rows = session.execute(
        select(Message.conversation_id, func.max(Message.said_at))
        .where(Message.conversation_id.in_(conversations), Message.direction == Direction.CITIZEN)
        .group_by(Message.conversation_id)
    )
    return {row[0]: row[1] for row in rows}


def _history(session: Session, case: Case) -> tuple[Line, ...]:
    rows = session.execute(
        select(CaseEvent, Staff.name)
        .outerjoin(Staff, Staff.id == CaseEvent.staff_id)
        .where(CaseEvent.case_id == case.id)
        .order_by(CaseEvent.id)
    )
    return tuple(Line(line.id, line.at, line.what, who, line.text) for line, who in rows)


def _row(
    case: Case, last_speaker: Direction | None, heard: dt.datetime | None, now: dt.datetime
) -> Row:
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
        unit=case.unit,
        due_at=case.due_at if case.state is not CaseState.CLOSED else None,
        overdue=_is_late(case, now),
        urgent=case.priority is Priority.URGENT,
        waiting=case.waiting_since is not None,
        window_shuts=_shuts_soon(case, heard, now),
    )


def _is_late(case: Case, now: dt.datetime) -> bool:
    if case.state is CaseState.CLOSED or case.waiting_since is not None or case.due_at is None:
        return False
    return case.due_at <= now


def _shuts_soon(case: Case, heard: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """When the channel's window shuts, if that is near and somebody still has to answer."""
    if heard is None or case.state is CaseState.CLOSED:
        return None
    shuts = closes_at(case.conversation.channel, heard)
    return shuts if shuts is not None and shuts - now <= SHUTS_SOON else None


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
        files=tuple(
            (file.name or ATTACHMENT_KINDS.get(file.kind, file.kind), f"{message.id}/{number}")
            for number, file in enumerate(Heard.read(message).attachments)
        )
        if message.direction is Direction.CITIZEN
        else (),
        wrong=message.wrong,
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
