"""Marks for the service: asked for seldom, never again when unwanted, kept with the last word."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.windows import Window, window_at
from bot.messages import Outcome
from bot.store import (
    Case,
    CloseReason,
    Conversation,
    Direction,
    Message,
    Rating,
    RatingWish,
)
from bot.store.models import utc_now
from bot.store.recent import TALK, last_subject

# A person who was asked is left alone for this long, whether they gave a mark or not.
ASK_AGAIN = dt.timedelta(days=30)
MARKS = range(1, 6)
# Where something was done for the person; a double or a silent one is no service to be marked.
_SERVED = frozenset({CloseReason.ANSWERED, CloseReason.DONE})
# Where the journal keeps which closed case a question for a mark was about.
_CASE = "rates_case"


class Ratings:
    """Each method works inside the caller's transaction."""

    @staticmethod
    def may_ask(session: Session, conversation: Conversation) -> bool:
        """Whether this is a sensible moment: something was answered and nobody was asked lately."""
        if not _lets_ask(session, conversation):
            return False
        answered = select(Message.id).where(
            Message.conversation_id == conversation.id,
            Message.outcome == Outcome.ANSWERED,
            Message.said_at > utc_now() - TALK,
        )
        return session.scalar(answered.limit(1)) is not None

    @staticmethod
    def may_ask_about(session: Session, case: Case) -> bool:
        """Whether the person of a case just closed may be asked, inside the channel's window."""
        conversation = case.conversation
        if case.close_reason not in _SERVED or not _lets_ask(session, conversation):
            return False
        last = session.scalar(
            select(Message.said_at)
            .where(
                Message.conversation_id == conversation.id, Message.direction == Direction.CITIZEN
            )
            .order_by(Message.id.desc())
            .limit(1)
        )
        return window_at(conversation.channel, last, utc_now()) is not Window.SHUT

    @staticmethod
    def about(case: Case) -> dict[str, int]:
        """For the trace of the message that asks for a mark of ``case``."""
        return {_CASE: case.id}

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
        case_id = _case_asked_about(session, conversation)
        subject = None if case_id else last_subject(session, conversation.id)
        rating = Rating(
            conversation_id=conversation.id,
            case_id=case_id,
            score=score,
            word=word,
            subject=subject,
        )
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


def _lets_ask(session: Session, conversation: Conversation) -> bool:
    """Whether they neither want to be left alone nor were asked lately."""
    wish = session.get(RatingWish, conversation.id)
    if wish is None:
        return True
    lately = wish.asked_at is not None and wish.asked_at > utc_now() - ASK_AGAIN
    return not wish.never and not lately


def _case_asked_about(session: Session, conversation: Conversation) -> int | None:
    """The case of which a mark was asked, when nothing was said by us since."""
    trace = session.scalar(
        select(Message.trace)
        .where(Message.conversation_id == conversation.id, Message.direction != Direction.CITIZEN)
        .order_by(Message.id.desc())
        .limit(1)
    )
    return (trace or {}).get(_CASE)


def _wish(session: Session, conversation: Conversation) -> RatingWish:
    wish = session.get(RatingWish, conversation.id)
    if wish is None:
        wish = RatingWish(conversation_id=conversation.id)
        session.add(wish)
    return wish
