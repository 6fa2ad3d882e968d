"""What a message means in its place: after which question, under which buttons, held by whom."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.conversation.handing_over import give_back
from bot.conversation.heard import Heard
from bot.conversation.incoming import Incoming
from bot.conversation.journal import Journal
from bot.conversation.own_data import ERASE
from bot.conversation.requests import subscribed
from bot.desk.cases import Cases
from bot.desk.contacts import Contacts
from bot.desk.service import ServiceLevels
from bot.messages import Button, InboundMessage
from bot.messages.wire import Awaits
from bot.privacy.contact import MAX_NOTE, contact_in
from bot.store import CitizenFile, Conversation, Message
from knowledge.text import fold

_FORM = frozenset(
    {
        Awaits.FEEDBACK_WHAT,
        Awaits.FEEDBACK_WHERE,
        Awaits.FEEDBACK_WHO,
        Awaits.FEEDBACK_CONTACT,
    }
)
# A bare number, or a letter as on an examination paper, names one of the offered buttons.
_POSITION = re.compile(r"(?:so |cau |chon |chon so |y |dap an )?(\d{1,2}|[a-e])[.)]?")
CONTACT_KEPT = '/inform{"contact":"kept"}'
STOP = "/unsubscribe"
PLACE_SENT = '/inform{"place":"sent"}'


@dataclass(frozen=True)
class Place:
    """``payload``: the message means this button or mark; ``given_back``: a case's code."""

    held: bool = False
    awaits: Awaits | None = None
    payload: str | None = None
    keeps_contact: bool = False
    form_attachment: bool = False
    offered: tuple[Button, ...] = ()
    given_back: str | None = None


@dataclass(frozen=True)
class Ear:
    """Writes a message down and finds out what it means in its place."""

    journal: Journal
    contacts: Contacts
    levels: ServiceLevels
    hold_hours: float

    def hear(self, inbound: InboundMessage, incoming: Incoming) -> Place | None:
        """Note one delivery; None when it was handled before."""
        heard = Heard.of(inbound, incoming)
        with self.journal.store.session() as session:
            if not self.journal.first_time(session, inbound.channel, inbound.update_id):
                return None
            conversation = self.journal.conversation(session, inbound.channel, inbound.conversation)
            last = self.journal.last_told(session, conversation)
            shown = heard.shown(incoming.written)
            said = self.journal.heard(session, conversation, shown, heard.trace())
            _note_files(session, said, heard)
            held = Cases.heard(session, conversation, self.levels)
            if held is not None and not give_back(session, held, self.hold_hours):
                return Place(held=True)
            given_back = held.code if held is not None else None
            awaits = last.awaits if last else None
            offered = last.buttons if last else ()
            if awaits in _FORM and inbound.attachments:
                said.trace = {**(said.trace or {}), "attachments": _attachments(inbound)}
            contact = self._contact(session, conversation, awaits, inbound)
            payload = CONTACT_KEPT if contact else None
            if awaits is Awaits.FEEDBACK_WHERE and not incoming.readable and _located(inbound):
                payload = PLACE_SENT
            if payload is None and awaits is None and incoming.payload is None:
                payload = _pressed(incoming.text, offered)
                if payload is None and self._stops(session, conversation, incoming.text, offered):
                    payload = STOP
            return Place(
                awaits=awaits,
                payload=payload,
                keeps_contact=contact,
                form_attachment=awaits in _FORM and bool(inbound.attachments),
                offered=offered,
                given_back=given_back,
            )

    @staticmethod
    def _stops(
        session: Session, conversation: Conversation, text: str, offered: tuple[Button, ...]
    ) -> bool:
        """'Dung' of somebody who gets news, where nothing was asked that 'đúng' could answer."""
        if text.strip(" .!").casefold() != "dung":
            return False
        asked = any(button.payload in ("/affirm", ERASE) for button in offered)
        return not asked and subscribed(session, conversation)

    def _contact(
        self,
        session: Session,
        conversation: Conversation,
        awaits: Awaits | None,
        inbound: InboundMessage,
    ) -> bool:
        """Keep a number that was asked for; anywhere else it is hidden like all others."""
        if awaits is not Awaits.FEEDBACK_CONTACT:
            return False
        shared = next((a.reference for a in inbound.attachments if a.kind == "contact"), None)
        note = shared or contact_in(inbound.text)
        if note is None:
            return False
        self.contacts.keep(session, conversation, note[:MAX_NOTE])
        return True


def _note_files(session: Session, said: Message, heard: Heard) -> None:
    """Note what there is to be kept once a case needs it; stickers tell nothing."""
    session.flush()
    session.add_all(
        CitizenFile(message_id=said.id, number=number)
        for number, file in enumerate(heard.attachments)
        if file.kind != "sticker"
    )


def _pressed(text: str, offered: tuple[Button, ...]) -> str | None:
    """The payload of the button that ``text`` names by its title or position."""
    said = fold(text).casefold().strip(" .!?")
    for button in offered:
        if said and said == fold(button.title).casefold().strip(" .!?"):
            return button.payload
    found = _POSITION.fullmatch(said)
    if found is None:
        return None
    name = found[1]
    position = int(name) if name.isdigit() else ord(name) - ord("a") + 1
    return offered[position - 1].payload if 0 < position <= len(offered) else None


def _located(inbound: InboundMessage) -> bool:
    return any(attachment.kind == "location" for attachment in inbound.attachments)


def _attachments(inbound: InboundMessage) -> list[dict[str, str]]:
    """The platform's ids of what was sent for the form; a shared number is no attachment."""
    return [
        {"kind": attachment.kind, "reference": attachment.reference}
        for attachment in inbound.attachments
        if attachment.kind != "contact"
    ]
