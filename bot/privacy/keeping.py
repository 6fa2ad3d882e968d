"""How a table's rows are tied to a person, copied out for them, and erased.

Whoever adds a table that knows a conversation adds a ``Keeper`` for it to ``keepers.py``, or says
there why its rows tell nothing of a person; a test walks all tables and finds what was forgotten.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, delete, inspect, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.store import Base, Case, Conversation, Message
from bot.store.rows import changed

Whose = Callable[[int], ColumnElement[bool]]
"""From a conversation's number to the condition that finds its rows."""


class Keeper(Protocol):
    """A table that holds something of a person."""

    @property
    def model(self) -> type[Base]: ...

    def export(self, session: Session, conversation: int) -> list[dict[str, Any]]:
        """Everything of this person, as JSON values."""
        ...

    def erase(self, session: Session, conversation: int) -> int:
        """Erase or make impersonal; returns how many rows were touched."""
        ...


def of_conversation(column: InstrumentedAttribute[Any]) -> Whose:
    """Rows that name the conversation themselves."""
    return lambda conversation: column == conversation


def of_case(column: InstrumentedAttribute[Any]) -> Whose:
    """Rows that belong to a case of the conversation."""
    return lambda conversation: column.in_(
        select(Case.id).where(Case.conversation_id == conversation)
    )


def of_message(column: InstrumentedAttribute[Any]) -> Whose:
    """Rows that belong to a message of the conversation."""
    return lambda conversation: column.in_(
        select(Message.id).where(Message.conversation_id == conversation)
    )


def of_address(column: InstrumentedAttribute[Any], channel: str) -> Whose:
    """Rows that hold the platform's own id of the person on ``channel``."""
    return lambda conversation: column.in_(
        select(Conversation.address).where(
            Conversation.id == conversation, Conversation.channel == channel
        )
    )


@dataclass(frozen=True)
class Rows:
    """The usual keeper: ``shown`` columns are exported; rows go, or lose what is in ``blanked``.

    A keeper with ``blanked`` names in ``stays`` every other column, so that a new column is not
    forgotten (a test compares).
    """

    model: type[Base]
    whose: Whose
    shown: tuple[str, ...]
    blanked: dict[str, Any] | None = None
    stays: frozenset[str] = frozenset()

    def export(self, session: Session, conversation: int) -> list[dict[str, Any]]:
        key = inspect(self.model).primary_key
        rows = session.scalars(select(self.model).where(self.whose(conversation)).order_by(*key))
        return [{name: plain(getattr(row, name)) for name in self.shown} for row in rows]

    def erase(self, session: Session, conversation: int) -> int:
        mine = self.whose(conversation)
        if self.blanked is None:
            return changed(session.execute(delete(self.model).where(mine)))
        return changed(session.execute(update(self.model).where(mine).values(self.blanked)))


def plain(value: Any) -> Any:
    """``value`` as JSON has it."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return value.value if isinstance(value, StrEnum) else value
