"""What officers answered before to questions like this one; only human answers count."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.desk.visibility import seen_by
from bot.store import Case, CaseState, CloseReason, Staff
from knowledge.text import tokens

# Half of the words in common: below that, answers fit another matter more often than not.
ALIKE = 0.5
# The newest closed cases that are looked through.
LOOKED_AT = 2000
MOST = 3
_ANSWERING = (CloseReason.ANSWERED, CloseReason.DONE, CloseReason.ELSEWHERE)


@dataclass(frozen=True)
class Past:
    """A case answered before; ``alike`` is the share of words in common, 0 to 1."""

    code: str
    question: str
    answer: str
    alike: float


def past_answers(session: Session, staff: Staff, case: Case) -> list[Past]:
    """Human answers to alike questions, the likest first, each answer once."""
    asked = set(tokens(case.question))
    rows = session.execute(
        select(Case.code, Case.question, Case.answer)
        .where(
            Case.state == CaseState.CLOSED,
            Case.answer.is_not(None),
            Case.close_reason.in_(_ANSWERING),
            Case.id != case.id,
            seen_by(session, staff),
        )
        .order_by(Case.closed_at.desc())
        .limit(LOOKED_AT)
    )
    found: dict[str, Past] = {}
    for code, question, answer in rows:
        alike = _alike(asked, set(tokens(question)))
        if not answer or alike < ALIKE:
            continue
        if answer not in found or found[answer].alike < alike:
            found[answer] = Past(code, question, answer, alike)
    return sorted(found.values(), key=lambda past: -past.alike)[:MOST]


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
