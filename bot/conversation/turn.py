"""One turn: whose it is, each delivery once and in order, and a fitting end whatever happens."""

import asyncio
import logging
import time
from dataclasses import dataclass, replace

from bot.conversation.dialogue import Dialogue, DialogueDown
from bot.conversation.emergency import EmergencyReply
from bot.conversation.handing_over import hand_over
from bot.conversation.hearing import Ear, Place
from bot.conversation.hub import Hub
from bot.conversation.incoming import Incoming, receive
from bot.conversation.journal import Journal
from bot.conversation.locks import ConversationLocks
from bot.conversation.own_data import OwnData
from bot.conversation.requests import Requests
from bot.conversation.simple import SimpleMode
from bot.conversation.status_connector import StatusConnector
from bot.conversation.status_telling import with_status
from bot.conversation.switches import is_off
from bot.desk.service import ServiceLevels
from bot.messages import InboundMessage, OutboundMessage, Outcome, Reply
from bot.messages.texts import names, sentence
from bot.messages.wire import Awaits, Spoken
from bot.metrics import SIMPLE_MODE, TURN_SECONDS, TURNS
from bot.quiz import Awards
from bot.store import DeliveryState

log = logging.getLogger(__name__)

# What a channel's 'start' stands for.
GREETING = "/greet"
# The outcome that tells most about a turn of several messages comes first.
_WEIGHTIEST = (
    Outcome.EMERGENCY,
    Outcome.HANDED_OFF,
    Outcome.NO_SOURCE,
    Outcome.EXPIRED_SOURCE,
    Outcome.ANSWERED,
    Outcome.CLARIFY,
    Outcome.FORM,
    Outcome.PERSONAL_DATA,
    Outcome.OUT_OF_SCOPE,
    Outcome.SMALLTALK,
)


@dataclass(frozen=True)
class Turns:
    """The conversation's door for every channel; ``handle`` never raises.

    ``told`` names the channels that tell the journal how the sending of an answer went.
    """

    journal: Journal
    dialogue: Dialogue
    simple: SimpleMode
    emergency: EmergencyReply
    hub: Hub
    locks: ConversationLocks
    levels: ServiceLevels
    ear: Ear
    requests: Requests
    told: frozenset[str] = frozenset()
    own_data: OwnData | None = None
    status: StatusConnector | None = None
    awards: Awards | None = None

    async def handle(self, inbound: InboundMessage) -> Reply:
        """Answer one inbound message; a delivery seen before gets an empty reply."""
        started = time.perf_counter()
        try:
            async with self.locks.hold(f"{inbound.channel}:{inbound.conversation}"):
                reply = await self._turn(inbound)
        except Exception:
            log.exception("a turn failed on channel %s", inbound.channel)
            said = OutboundMessage(text=sentence("error"))
            reply = Reply(messages=(said,), outcome=Outcome.ERROR)
        seconds = time.perf_counter() - started
        TURNS.labels(inbound.channel, reply.outcome).inc()
        TURN_SECONDS.labels(inbound.channel).observe(seconds)
        return reply.model_copy(update={"ms": round(seconds * 1000)})

    async def resume(self, inbound: InboundMessage, incoming: Incoming) -> None:
        """Answer a message that was heard before the last process died, once nobody has yet.

        What is said is written down as PENDING, for whoever delivers staff's replies.
        """
        async with self.locks.hold(_sender(inbound)):
            place = Place()
            said = await self._say(inbound, incoming, place)
            pending = DeliveryState.PENDING
            await asyncio.to_thread(self._settle, inbound, incoming, place, said, pending)
        self.hub.tell(_sender(inbound))

    async def _turn(self, inbound: InboundMessage) -> Reply:
        # A message of 20,000 characters takes a second: others must not wait for it.
        incoming = await asyncio.to_thread(receive, inbound)
        place = await asyncio.to_thread(self.ear.hear, inbound, incoming)
        if place is None:
            return Reply(outcome=Outcome.SMALLTALK)
        self.hub.tell(_sender(inbound))
        if place.held and not incoming.emergency:
            return Reply(outcome=Outcome.WITH_STAFF)
        # A bare number under buttons is the button, wherever it is looked at from here on.
        incoming = replace(incoming, payload=incoming.payload or place.payload)
        if self.own_data and (reply := await self.own_data.erased(inbound, incoming)):
            return reply
        said = await self._say(inbound, incoming, place)
        delivery = DeliveryState.PREPARED if inbound.channel in self.told else DeliveryState.SENT
        return await asyncio.to_thread(self._settle, inbound, incoming, place, said, delivery)

    async def _say(self, inbound: InboundMessage, incoming: Incoming, place: Place) -> list[Spoken]:
        if incoming.emergency:
            return [Spoken(message=self.emergency.to(incoming.text), outcome=Outcome.EMERGENCY)]
        if await asyncio.to_thread(self._silent, inbound.channel):
            return [_own(sentence("channel_off"), Outcome.HANDED_OFF)]
        if self.own_data and (said := await self.own_data.pressed(inbound, incoming)):
            return [said]
        if said := await asyncio.to_thread(self._certificate, inbound, incoming):
            return [said]
        return await self._answer(inbound, incoming, place)

    def _certificate(self, inbound: InboundMessage, incoming: Incoming) -> Spoken | None:
        if self.awards is None:
            return None
        return self.awards.claimed(inbound, incoming.text, incoming.payload)

    def _silent(self, channel: str) -> bool:
        """Whether the assistant is switched off on ``channel``."""
        with self.journal.store.session() as session:
            return is_off(session, channel)

    async def _answer(
        self, inbound: InboundMessage, incoming: Incoming, place: Place
    ) -> list[Spoken]:
        if not incoming.readable:
            return [_unread(inbound, place)]
        if incoming.only_numbers and not incoming.payload and place.awaits is None:
            # Nothing is left to be answered; asked back, a number would look like a question.
            return [_own(sentence("personal_data"), Outcome.PERSONAL_DATA)]
        text = incoming.payload or incoming.spoken
        try:
            said = await self.dialogue.say(_sender(inbound), text)
        except DialogueDown as down:
            log.warning("simple mode: %s", down)
            SIMPLE_MODE.inc()
            if incoming.only_numbers and not incoming.payload:
                return [_own(sentence("personal_data"), Outcome.PERSONAL_DATA)]
            said = [await asyncio.to_thread(self._simply, inbound, text)]
            if subject := said[0].procedure:
                self.dialogue.missed(_sender(inbound), subject)
        if self.status is not None:
            said = [await with_status(spoken, self.status) for spoken in said]
        outcome = said[-1].outcome
        if incoming.hidden and not place.keeps_contact:
            said.append(_own(sentence("personal_data"), Outcome.PERSONAL_DATA))
        if incoming.too_long:
            said.append(_own(sentence("too_long"), outcome))
        return said

    def _simply(self, inbound: InboundMessage, text: str) -> Spoken:
        """Answer from the index, knowing what was last told about and whether a form waits."""
        with self.journal.store.session() as session:
            conversation = self.journal.conversation(session, inbound.channel, inbound.conversation)
            subject = self.journal.last_subject(session, conversation)
            in_form = self.journal.in_form(session, conversation)
        return self.simple.answer(text, subject, in_form=in_form)

    def _settle(
        self,
        inbound: InboundMessage,
        incoming: Incoming,
        place: Place,
        said: list[Spoken],
        delivery: DeliveryState,
    ) -> Reply:
        """Do what the turn asks for, write everything down, and put the reply together."""
        outcome = next(
            (o for o in _WEIGHTIEST if any(s.outcome is o for s in said)), said[0].outcome
        )
        with self.journal.store.session() as session:
            conversation = self.journal.conversation(session, inbound.channel, inbound.conversation)
            asked_back = self.journal.last_outcome(session, conversation) == Outcome.CLARIFY
            said = self.requests.fulfil(session, conversation, said, incoming.text)
            notices = []
            again = asked_back and not any(spoken.repeats for spoken in said)
            if _needs_a_person(outcome, again, readable=incoming.readable):
                notices += hand_over(session, conversation, incoming.written, outcome, self.levels)
            if place.given_back:
                notices.append(sentence("case_given_back", code=place.given_back))
            if self.own_data and outcome is not Outcome.EMERGENCY:
                greeted = incoming.payload == GREETING
                notices += self.own_data.notices(session, conversation, greeted)
            messages = _with_notices([_asking(spoken) for spoken in said], notices)
            rows = [
                self.journal.said(session, conversation, message, spoken, delivery)
                for spoken, message in zip(said, messages, strict=True)
            ]
            session.flush()
            entries = tuple(row.id for row in rows) if inbound.channel in self.told else ()
        procedure = next((s.procedure for s in said if s.procedure), None)
        return Reply(
            messages=tuple(messages), outcome=outcome, procedure=procedure, entries=entries
        )


def _needs_a_person(outcome: Outcome, again: bool, *, readable: bool) -> bool:
    """A wish for a person, no source, or not understood twice running."""
    if outcome in (Outcome.HANDED_OFF, Outcome.NO_SOURCE):
        return True
    return outcome is Outcome.CLARIFY and again and readable


def _wordless(inbound: InboundMessage) -> str:
    """The text that answers a message without any words."""
    if not inbound.attachments:
        return "empty"
    name = f"attachment_{inbound.attachments[0].kind}"
    return name if name in names() else "attachment_only"


def _asking(spoken: Spoken) -> OutboundMessage:
    """What is said, marked where it asks for a number."""
    if spoken.awaits is not Awaits.FEEDBACK_CONTACT:
        return spoken.message
    return spoken.message.model_copy(update={"asks_contact": True})


def _with_notices(messages: list[OutboundMessage], notices: list[str]) -> list[OutboundMessage]:
    if not notices:
        return messages
    *before, last = messages
    text = "\n".join([last.text, *notices])
    return [*before, last.model_copy(update={"text": text})]


def _unread(inbound: InboundMessage, place: Place) -> Spoken:
    """Nothing to read: a picture for the form is kept, anything else is asked for in words."""
    if place.form_attachment:
        text = OutboundMessage(text=sentence("feedback_photo_kept"), buttons=place.offered)
        return Spoken(message=text, outcome=Outcome.FORM, awaits=place.awaits)
    return _own(sentence(_wordless(inbound)), Outcome.CLARIFY)


def _own(text: str, outcome: Outcome) -> Spoken:
    return Spoken(message=OutboundMessage(text=text), outcome=outcome)


def _sender(inbound: InboundMessage) -> str:
    return f"{inbound.channel}:{inbound.conversation}"
