"""Which cases belong into a list: the queue, the officer's filters, the words looked for."""

import datetime as dt

from sqlalchemy import ColumnElement, exists, or_

from bot.store import Case, CaseEvent, CaseState, Conversation, Message, Role, Staff
from bot.store.folding import contains
from bot.web.desk.inbox.views import Filters, Tab


def in_tab(tab: Tab, staff: Staff, now: dt.datetime) -> ColumnElement[bool]:
    """Whether a case stands in ``tab`` for ``staff`` at ``now``."""
    held = Case.state == CaseState.HELD
    match tab:
        case Tab.NEW:
            # What lies with a unit comes to that unit's officers, and to whoever has none.
            here = or_(Case.unit.is_(None), Case.unit == staff.unit)
            new = Case.state == CaseState.NEW
            return new & here if staff.unit and staff.role is Role.OFFICER else new
        case Tab.MINE:
            return held & (Case.holder_id == staff.id) & Case.waiting_since.is_(None)
        case Tab.WAITING:
            return held & (Case.holder_id == staff.id) & Case.waiting_since.is_not(None)
        case Tab.OVERDUE:
            late = (Case.due_at <= now) & Case.waiting_since.is_(None)
            return (Case.state != CaseState.CLOSED) & late
        case Tab.OTHERS:
            return held & (Case.holder_id != staff.id)
        case Tab.CLOSED:
            return Case.state == CaseState.CLOSED


def narrowed(asked: Filters) -> list[ColumnElement[bool]]:
    """The officer's filters, without the words looked for."""
    wanted: list[ColumnElement[bool]] = []
    if asked.kind is not None:
        wanted.append(Case.kind == asked.kind)
    if asked.channel is not None:
        wanted.append(
            exists().where(
                Conversation.id == Case.conversation_id, Conversation.channel == asked.channel
            )
        )
    if asked.unit is not None:
        wanted.append(Case.unit == asked.unit)
    return wanted


def holds(words: str) -> ColumnElement[bool]:
    """Words of the talk, of a note, of the answer, or the code, with or without accents."""
    said = exists().where(
        Message.conversation_id == Case.conversation_id, contains(Message.text, words)
    )
    noted = exists().where(CaseEvent.case_id == Case.id, contains(CaseEvent.text, words))
    own = [contains(column, words) for column in (Case.code, Case.question, Case.answer)]
    return or_(*own, said, noted)
