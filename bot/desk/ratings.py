"""Marks for the service: asked for seldom, never again when unwanted, kept with the last word."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import Outcome
from bot.store import Conversation, Message, Rating, RatingWish
from bot.store.models import utc_now
from bot.store.recent import TALK, last_subject

# A person who was asked is left alone for this long, whether they gave a mark or not.
ASK_AGAIN = dt.timedelta(days=30)
MARKS = range(1, 6)


class Ratings:
    """Each method works inside the caller's transaction."""

    @staticmethod
    def may_ask(session: Session, conversation: Conversation) -> bool:
        """Whether this is a sensible moment: something was answered and nobody was asked lately."""
        wish = session.get(RatingWish, conversation.id)
        if wish is not None and (
            wish.never or (wish.asked_at and wish.asked_at > utc_now() - ASK_AGAIN)
        ):
            return False
        answered = select(Message.id).where(
            Message.conversation_id == conversation.id,
            Message.outcome == Outcome.ANSWERED,
            Message.said_at > utc_now() - TALK,
        )
        return session.scalar(answered.limit(1)) is not None

    @staticmethod
    def asked(session: Session, conversation: Conversation) -> None:
        """Remember that they were asked now."""
        _wish(session, conversation).asked_at = utc_now()

    @staticmethod
    def never(session: Session, conversation: Conversation) -> None:
        """They do not want to be asked again; remembered until they give a mark by themselves."""
        _wish(session, conversation).never = True

    @staticmethod
    def rate(
        session: Session, conversation: Conversation, score: int, word: str | None = None
    ) -> Rating:
        """Keep a mark.

        Raises:
            ValueError: ``score`` is not 1 to 5.
        """
        if score not in MARKS:
            raise ValueError(f"no mark from 1 to 5: {score}")
        subject = last_subject(session, conversation.id)
        rating = Rating(conversation_id=conversation.id, score=score, word=word, subject=subject)
        session.add(rating)
        _wish(session, conversation).asked_at = utc_now()
        return rating

    @staticmethod
    def add_word(session: Session, conversation: Conversation, word: str) -> None:
        """Put ``word`` to the last mark of this person, if they gave one in this talk."""
        rating = session.scalar(
            select(Rating)
            .where(Rating.conversation_id == conversation.id, Rating.rated_at > utc_now() - TALK)
            .order_by(Rating.id.desc())
            .limit(1)
        )
        if rating is not None:
            rating.word = f"{rating.word}\n{word}" if rating.word else word


def _wish(session: Session, conversation: Conversation) -> RatingWish:
    wish = session.get(RatingWish, conversation.id)
    if wish is None:
        wish = RatingWish(conversation_id=conversation.id)
        session.add(wish)
    return wish
