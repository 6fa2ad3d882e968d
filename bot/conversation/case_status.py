"""Where a case stands, by its code or all of one's own; never what was said in it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.status import tracked
from bot.messages.texts import sentence
from bot.store import Case, Conversation

MOST_TOLD = 4


def where_it_stands(session: Session, conversation: Conversation, code: str | None) -> str:
    """One line a case: the one with ``code``, whoever asks for it, else the person's last ones."""
    if code:
        found = tracked(session, code)
        return found.sentence if found else sentence("case_status_unknown", code=code)
    mine = session.scalars(
        select(Case.code)
        .where(Case.conversation_id == conversation.id)
        .order_by(Case.id.desc())
        .limit(MOST_TOLD)
    )
    lines = [case.sentence for one in mine if (case := tracked(session, one))]
    return "\n".join(lines) or sentence("case_status_none")
