"""The winners of a contest: told once when it is over, given a certificate with the name they say.

A certificate bears the name that its owner typed for it, or none; a platform's profile is no
consent. The name is drawn and not kept.
"""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import Button, FileKind, InboundMessage, OutboundFile, OutboundMessage, Outcome
from bot.messages.texts import sentence
from bot.messages.wire import Spoken
from bot.privacy.erasure import PersonalData
from bot.quiz.certificate import draw_certificate
from bot.quiz.contest import Contest
from bot.quiz.ranking import standing
from bot.store import ContestAward, Conversation, DeliveryState, Direction, Message, Store
from bot.store.models import utc_now

UNNAMED = "/certificate_unnamed"
_NAMING = re.compile(r"^\s*(?:ghi tên|ghi ten)\s*:?\s+(?P<name>.{2,60}?)[\s.!]*$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:[ '.-]+[^\W\d_]+)*\.?")


class ContestError(Exception):
    """No contest, or one that still runs; the message is one line."""


def settle(store: Store, contest: Contest) -> int:
    """Tell the winners, once; returns how many. What is told goes out like a reply of staff.

    Raises:
        ContestError: the contest is not over.
    """
    if not contest.over(utc_now()):
        raise ContestError(f"the contest runs until {contest.until:%d/%m/%Y}")
    with store.session() as session:
        settled = select(ContestAward.place).where(ContestAward.contest == contest.id)
        # Who erased their data leaves their place empty; nobody moves up after the fact.
        if session.scalars(settled).first() is not None:
            return 0
        winners = standing(session, contest.id)[: len(contest.prizes)]
        for place, best in enumerate(winners, start=1):
            who = best.conversation_id
            session.add(ContestAward(contest=contest.id, place=place, conversation_id=who))
            session.add(_congratulation(contest, place, who))
    return len(winners)


@dataclass(frozen=True)
class Awards:
    """Hands out the certificates of ``contest``."""

    store: Store
    personal: PersonalData
    contest: Contest | None

    def claimed(self, inbound: InboundMessage, text: str, payload: str | None) -> Spoken | None:
        """The certificate, when its owner asks for it with a name or without; else None."""
        naming = _NAMING.match(text)
        if self.contest is None or (payload != UNNAMED and naming is None):
            return None
        with self.store.session() as session:
            place = _place(session, self.contest, inbound)
        if place is None:
            return None
        name = sentence("certificate_nobody")
        if payload != UNNAMED and naming is not None:
            name = " ".join(naming["name"].split())
            if not _NAME.fullmatch(name):
                return _spoken(OutboundMessage(text=sentence("certificate_odd_name")))
        picture = draw_certificate(self.contest, place, name, f"{self.contest.id}-{place}")
        path = self.personal.offer(inbound.channel, inbound.conversation, picture, "png")
        file = OutboundFile(kind=FileKind.IMAGE, path=path, name="giay-chung-nhan.png")
        return _spoken(OutboundMessage(text=sentence("certificate_here"), files=(file,)))


def _congratulation(contest: Contest, place: int, conversation: int) -> Message:
    told = OutboundMessage(
        text=sentence("contest_won", name=contest.name, prize=contest.prizes[place - 1]),
        buttons=(Button(title="Không ghi tên", payload=UNNAMED),),
    )
    return Message(
        conversation_id=conversation,
        direction=Direction.BOT,
        text=told.text,
        outcome=Outcome.FORM,
        trace={"message": told.model_dump(mode="json")},
        delivery=DeliveryState.PENDING,
    )


def _place(session: Session, contest: Contest, inbound: InboundMessage) -> int | None:
    return session.scalar(
        select(ContestAward.place)
        .join(Conversation, Conversation.id == ContestAward.conversation_id)
        .where(
            ContestAward.contest == contest.id,
            Conversation.channel == inbound.channel,
            Conversation.address == inbound.conversation,
        )
    )


def _spoken(told: OutboundMessage) -> Spoken:
    return Spoken(message=told, outcome=Outcome.FORM)
