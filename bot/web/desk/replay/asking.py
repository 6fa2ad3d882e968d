"""Ask a stored question again, for whoever may know of the conversation it was asked in."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from bot.desk import CaseError
from bot.desk.visibility import may_see
from bot.messages.replaying import NoTraceError, Replay, replay
from bot.store import Case, Message, Staff
from bot.web.desk.desk import Desk
from bot.web.desk.roles import Permission, require


@dataclass(frozen=True)
class Replayed:
    """The answer ``said`` then, with both searches."""

    said: str
    outcome: str | None
    at: dt.datetime
    wrong: str | None
    found: Replay


def ask_again(desk: Desk, staff: Staff, message_id: int) -> Replayed:
    """Put the question behind an answer to the knowledge of now.

    Raises:
        NotAllowedError: not this role.
        CaseError: no such answer, or one of a conversation that ``staff`` may not know of.
    """
    require(staff, Permission.ANSWER)
    with desk.store.session() as session:
        message = session.get(Message, message_id)
        if message is None:
            raise CaseError(f"Không có câu trả lời số {message_id}.")
        cases = session.scalars(select(Case).where(Case.conversation_id == message.conversation_id))
        if not all(may_see(case, staff) for case in cases):
            # As for a number that does not exist: what is hidden is not confirmed either.
            raise CaseError(f"Không có câu trả lời số {message_id}.")
        said, trace = message, message.trace
    try:
        found = replay(desk.services.knowledge, trace)
    except NoTraceError:
        raise CaseError(
            f"Tin số {message_id} không phải câu trợ lý tra cứu, nên không có gì để xem lại."
        ) from None
    return Replayed(said.text, said.outcome, said.said_at, said.wrong, found)
