"""What the dialogue asks the bot to do: feedback, subscriptions, marks, the quiz."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation.case_status import where_it_stands
from bot.conversation.handing_over import opening_notice, withdraw
from bot.conversation.journal import Journal
from bot.conversation.own_data import summary
from bot.desk.cases import Cases
from bot.desk.contacts import Contacts
from bot.desk.ratings import Ratings
from bot.desk.routing import FeedbackKind, routes
from bot.desk.service import ServiceLevels
from bot.messages import OutboundMessage
from bot.messages.texts import message, sentence
from bot.messages.wire import Request, Spoken
from bot.quiz import Quiz
from bot.store import CaseKind, Conversation, Subscription
from bot.store.models import utc_now

ALL_TOPICS = "all"


@dataclass(frozen=True)
class Requests:
    """Carries out what a turn asks for, inside the turn's transaction."""

    quiz: Quiz
    levels: ServiceLevels

    def fulfil(
        self, session: Session, conversation: Conversation, said: list[Spoken], question: str
    ) -> list[Spoken]:
        """Carry out the requests of one turn; returns what is said, with what came of them."""
        return [self._one(session, conversation, spoken, question) for spoken in said]

    def _one(
        self, session: Session, conversation: Conversation, spoken: Spoken, question: str
    ) -> Spoken:
        details = spoken.details
        told: OutboundMessage | None = None
        match spoken.request:
            case Request.SUBSCRIBE:
                subscribe(session, conversation, details.get("topic", ALL_TOPICS))
            case Request.UNSUBSCRIBE:
                unsubscribe(session, conversation, details.get("topic"))
            case Request.FEEDBACK:
                lines = self._feedback(session, conversation, details, question)
                told = _with_lines(spoken.message, *lines)
            case Request.FORGET_FEEDBACK:
                Contacts.forget_unsent(session, conversation)
            case Request.CASE_STATUS:
                status = where_it_stands(session, conversation, details.get("code"))
                told = OutboundMessage(text=status)
            case Request.MY_DATA:
                told = _with_lines(spoken.message, summary(session, conversation))
            case Request.WITHDRAW:
                told = None if withdraw(session, conversation) else message("deny")[0]
            case Request.QUIZ_START | Request.QUIZ_ANSWER | Request.QUIZ_RESULT | Request.QUIZ_STOP:
                told = self._quiz(session, conversation, spoken)
            case Request.ASK_RATING | Request.RATE | Request.RATING_WORD | Request.NEVER_ASK_RATING:
                told = _rating(session, conversation, spoken)
            case Request.DOSSIER_STATUS | None:
                pass  # what another system says of a dossier was asked before the transaction
        return spoken if told is None else spoken.model_copy(update={"message": told})

    def _quiz(
        self, session: Session, conversation: Conversation, spoken: Spoken
    ) -> OutboundMessage | None:
        match spoken.request:
            case Request.QUIZ_START:
                return self.quiz.start(session, conversation)
            case Request.QUIZ_ANSWER:
                option, question = spoken.details.get("option", ""), spoken.details.get("question")
                return self.quiz.answer(session, conversation, option, question)
            case Request.QUIZ_RESULT:
                return self.quiz.result(session, conversation)
            case _:
                return self.quiz.stop(session, conversation)

    def _feedback(
        self, session: Session, conversation: Conversation, details: dict[str, str], question: str
    ) -> list[str]:
        what = details.get("what", question)
        kept: dict[str, Any] = dict(details)
        lines = []
        if details.get("kind") in list(FeedbackKind):
            kept["unit"] = routes()[FeedbackKind(details["kind"])].unit
            lines.append(sentence("feedback_routed", unit=kept["unit"]))
        if attachments := Journal.take_attachments(session, conversation):
            kept["attachments"] = attachments
        case = Cases.open(session, conversation, CaseKind.FEEDBACK, what, "form", kept, self.levels)
        Contacts.attach(session, conversation, case)
        return [opening_notice("feedback_opened", case), *lines]


def _rating(session: Session, conversation: Conversation, spoken: Spoken) -> OutboundMessage | None:
    match spoken.request:
        case Request.RATE:
            score, word = int(spoken.details["score"]), spoken.details.get("word")
            Ratings.rate(session, conversation, score, word)
        case Request.RATING_WORD:
            Ratings.add_word(session, conversation, spoken.details["word"])
        case Request.NEVER_ASK_RATING:
            Ratings.never(session, conversation)
        case _ if Ratings.may_ask(session, conversation):
            Ratings.asked(session, conversation)
            asked, _ = message("rate_how")
            text = f"{spoken.message.text}\n{asked.text}"
            return asked.model_copy(update={"text": text})
    return None


def subscribe(session: Session, conversation: Conversation, topic: str) -> None:
    """Begin or renew the wish to be sent news of ``topic``; one topic ends the wish for all."""
    if topic != ALL_TOPICS:
        unsubscribe(session, conversation, ALL_TOPICS)
    found = session.scalar(
        select(Subscription).where(
            Subscription.conversation_id == conversation.id, Subscription.topic == topic
        )
    )
    if found is None:
        session.add(Subscription(conversation_id=conversation.id, topic=topic))
    elif found.ended_at is not None:
        found.since, found.ended_at = utc_now(), None


def subscribed(session: Session, conversation: Conversation) -> bool:
    """Whether this person is sent news of anything."""
    found = select(Subscription.id).where(
        Subscription.conversation_id == conversation.id, Subscription.ended_at.is_(None)
    )
    return session.scalar(found.limit(1)) is not None


def unsubscribe(session: Session, conversation: Conversation, topic: str | None = None) -> None:
    """End the subscription of ``topic``, or every one of this person at once."""
    wanted = select(Subscription).where(
        Subscription.conversation_id == conversation.id, Subscription.ended_at.is_(None)
    )
    if topic is not None:
        wanted = wanted.where(Subscription.topic == topic)
    for found in session.scalars(wanted):
        found.ended_at = utc_now()


def _with_lines(told: OutboundMessage, *lines: str) -> OutboundMessage:
    return told.model_copy(update={"text": "\n".join([told.text, *lines])})
