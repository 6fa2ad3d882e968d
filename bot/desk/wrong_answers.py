"""Answers of the assistant that an officer calls wrong; leaders and reports count them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.audit import audit
from bot.desk.locking import CaseError
from bot.desk.visibility import seen_by
from bot.privacy.redaction import redact
from bot.store import Case, Direction, Message, Staff

MOST_REASON = 500


def mark_wrong(session: Session, staff: Staff, message_id: int, reason: str) -> Message:
    """Note that an answer is wrong and why; a second mark replaces the first one's reason.

    Personal numbers in ``reason`` are hidden. The citizen is told nothing by this.

    Raises:
        CaseError: no such answer of the assistant in a case that ``staff`` may see, or no reason.
    """
    said = " ".join(reason.split())
    if not said or len(said) > MOST_REASON:
        raise CaseError(f"Xin ghi sai ở chỗ nào, tới {MOST_REASON} ký tự.")
    message = session.get(Message, message_id)
    if message is None or message.direction is not Direction.BOT or message.outcome is None:
        raise CaseError("Đây không phải câu trả lời của trợ lý.")
    case = session.scalar(
        select(Case)
        .where(Case.conversation_id == message.conversation_id, seen_by(session, staff))
        .order_by(Case.id.desc())
        .limit(1)
    )
    if case is None:
        raise CaseError("Không có việc này.")
    message.wrong = redact(said).text
    audit(session, staff, "answer.wrong", f"case:{case.code}", after={"answer": message.id})
    return message
