"""One turn: whose it is, each delivery once and in order, and a fitting end whatever happens."""

import asyncio
import logging
import time
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.conversation.dialogue import Dialogue, DialogueDown
from bot.conversation.emergency import EmergencyReply
from bot.conversation.hub import Hub
from bot.conversation.incoming import Incoming, receive
from bot.conversation.journal import Journal
from bot.conversation.locks import ConversationLocks
from bot.conversation.requests import fulfil
from bot.conversation.simple import SimpleMode
from bot.desk import Cases
from bot.messages import InboundMessage, OutboundMessage, Outcome, Reply
from bot.messages.texts import sentence
from bot.messages.wire import Spoken
from bot.metrics import SIMPLE_MODE, TURN_SECONDS, TURNS
from bot.store import CaseKind, Conversation

log = logging.getLogger(__name__)

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
    """The conversation's door for every channel; ``handle`` never raises."""

    journal: Journal
    dialogue: Dialogue
    simple: SimpleMode
    emergency: EmergencyReply
    hub: Hub
    locks: ConversationLocks

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

    async def _turn(self, inbound: InboundMessage) -> Reply:
        # A message of 20,000 characters takes a second: others must not wait for it.
        incoming = await asyncio.to_thread(receive, inbound)
        held = await asyncio.to_thread(self._hear, inbound, incoming)
        if held is None:
            return Reply(outcome=Outcome.SMALLTALK)
        self.hub.tell(_sender(inbound))
        if incoming.emergency:
            said = [Spoken(message=self.emergency.message, outcome=Outcome.EMERGENCY)]
        elif held:
            return Reply(outcome=Outcome.WITH_STAFF)
        else:
            said = await self._answer(inbound, incoming)
        return await asyncio.to_thread(self._settle, inbound, incoming, said)

    def _hear(self, inbound: InboundMessage, incoming: Incoming) -> bool | None:
        """Write the message down; True when staff hold the conversation, None when known."""
        shown = incoming.written
        shown += "".join(f" [{attachment.kind}]" for attachment in inbound.attachments)
        with self.journal.store.session() as session:
            if not self.journal.first_time(session, inbound.channel, inbound.update_id):
                return None
            conversation = self.journal.conversation(session, inbound.channel, inbound.conversation)
            self.journal.heard(session, conversation, shown.strip())
            return Cases.holding(session, conversation) is not None

    async def _answer(self, inbound: InboundMessage, incoming: Incoming) -> list[Spoken]:
        if not incoming.readable:
            name = "attachment_only" if inbound.attachments else "empty"
            return [_own(sentence(name), Outcome.CLARIFY)]
        text = incoming.payload or incoming.spoken
        try:
            said = await self.dialogue.say(_sender(inbound), text)
        except DialogueDown as down:
            log.warning("simple mode: %s", down)
            SIMPLE_MODE.inc()
            if incoming.only_numbers and not incoming.payload:
                return [_own(sentence("personal_data"), Outcome.PERSONAL_DATA)]
            subject = await asyncio.to_thread(self._subject, inbound)
            said = [await asyncio.to_thread(self.simple.answer, text, subject)]
        outcome = said[-1].outcome
        if incoming.hidden:
            said.append(_own(sentence("personal_data"), Outcome.PERSONAL_DATA))
        if incoming.too_long:
            said.append(_own(sentence("too_long"), outcome))
        return said

    def _subject(self, inbound: InboundMessage) -> str | None:
        """The record last told about, so that follow-ups work without the dialogue too."""
        with self.journal.store.session() as session:
            conversation = self.journal.conversation(session, inbound.channel, inbound.conversation)
            return self.journal.last_subject(session, conversation)

    def _settle(self, inbound: InboundMessage, incoming: Incoming, said: list[Spoken]) -> Reply:
        """Do what the turn asks for, write everything down, and put the reply together."""
        outcome = next(
            (o for o in _WEIGHTIEST if any(s.outcome is o for s in said)), said[0].outcome
        )
        with self.journal.store.session() as session:
            conversation = self.journal.conversation(session, inbound.channel, inbound.conversation)
            asked_back = self.journal.last_outcome(session, conversation) == Outcome.CLARIFY
            notices = fulfil(session, conversation, said, incoming.text)
            if _needs_a_person(outcome, asked_back, readable=incoming.readable):
                notices.append(self._open_case(session, conversation, incoming, outcome))
            messages = _with_notices([spoken.message for spoken in said], notices)
            for spoken, message in zip(said, messages, strict=True):
                self.journal.said(session, conversation, message, spoken)
        procedure = next((s.procedure for s in said if s.procedure), None)
        return Reply(messages=tuple(messages), outcome=outcome, procedure=procedure)

    def _open_case(
        self, session: Session, conversation: Conversation, incoming: Incoming, outcome: Outcome
    ) -> str:
        kind = CaseKind.PERSON if outcome is Outcome.HANDED_OFF else CaseKind.QUESTION
        case = Cases.open(session, conversation, kind, incoming.written, outcome)
        return sentence("case_opened", code=case.code)


def _needs_a_person(outcome: Outcome, asked_back: bool, *, readable: bool) -> bool:
    """A wish for a person, no source, or not understood twice running."""
    if outcome in (Outcome.HANDED_OFF, Outcome.NO_SOURCE):
        return True
    return outcome is Outcome.CLARIFY and asked_back and readable


def _with_notices(messages: list[OutboundMessage], notices: list[str]) -> list[OutboundMessage]:
    if not notices:
        return messages
    *before, last = messages
    text = "\n".join([last.text, *notices])
    return [*before, last.model_copy(update={"text": text})]


def _own(text: str, outcome: Outcome) -> Spoken:
    return Spoken(message=OutboundMessage(text=text), outcome=outcome)


def _sender(inbound: InboundMessage) -> str:
    return f"{inbound.channel}:{inbound.conversation}"
