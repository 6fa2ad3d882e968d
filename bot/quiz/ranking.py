"""Who stands where in a contest: each person's best round, more right answers first, then time."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import QuizRound


def standing(session: Session, contest: str) -> list[QuizRound]:
    """The best finished round of each person, the winner's first; equal ones by who was earlier."""
    rounds = session.scalars(
        select(QuizRound)
        .where(
            QuizRound.contest == contest,
            QuizRound.finished_at.is_not(None),
            QuizRound.stopped.is_(False),
        )
        .order_by(QuizRound.score.desc(), QuizRound.seconds, QuizRound.id)
    )
    best: dict[int, QuizRound] = {}
    for one in rounds:
        best.setdefault(one.conversation_id, one)
    return list(best.values())


def place_of(ranked: list[QuizRound], conversation_id: int) -> int | None:
    """The place of one person, from 1; None when they have no finished round."""
    places = {one.conversation_id: place for place, one in enumerate(ranked, start=1)}
    return places.get(conversation_id)
