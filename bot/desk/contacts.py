"""Contacts left for a feedback: kept sealed, shown to the holder of the case alone."""

import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.desk.cases import Cases
from bot.privacy.contact import mobile_in
from bot.privacy.sealing import Seal
from bot.store import Case, CaseState, ContactNote, Conversation, Staff
from bot.store.models import utc_now

# As long as a talk lasts: a contact whose feedback was never sent is not kept.
UNSENT = dt.timedelta(hours=12)


class Contacts:
    """Each method works inside the caller's transaction."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def keep(self, session: Session, conversation: Conversation, text: str) -> None:
        """Keep ``text`` until the feedback is sent; an earlier one is forgotten."""
        self.forget_unsent(session, conversation)
        session.add(ContactNote(conversation_id=conversation.id, sealed=self._seal.close(text)))

    @staticmethod
    def forget_unsent(session: Session, conversation: Conversation) -> None:
        """Drop what this person left for a feedback not sent, and everybody's that is too old."""
        session.execute(
            delete(ContactNote).where(
                ContactNote.case_id.is_(None),
                (ContactNote.conversation_id == conversation.id)
                | (ContactNote.kept_at < utc_now() - UNSENT),
            )
        )

    @staticmethod
    def attach(session: Session, conversation: Conversation, case: Case) -> None:
        """The feedback became ``case``: the contact belongs to it."""
        session.execute(
            update(ContactNote)
            .where(ContactNote.conversation_id == conversation.id, ContactNote.case_id.is_(None))
            .values(case_id=case.id)
        )

    @staticmethod
    def left(session: Session, conversation_id: int) -> bool:
        """Whether this person left a contact for a matter that is still open.

        For that matter they agreed to be reached, and for no other.
        """
        found = (
            select(ContactNote.id)
            .join(Case, Case.id == ContactNote.case_id)
            .where(ContactNote.conversation_id == conversation_id, Case.state != CaseState.CLOSED)
        )
        return session.scalar(found.limit(1)) is not None

    def mobile(self, session: Session, case_id: int) -> str | None:
        """The mobile number left for ``case_id``, 0912345678; None when there is none.

        Raises:
            SealError: the key of the data folder is not the one it was sealed with.
        """
        note = self._note(session, case_id)
        return None if note is None else mobile_in(note)

    def read(self, session: Session, case_id: int, staff: Staff) -> str | None:
        """What the citizen left for ``case_id``; None when they left nothing.

        Raises:
            CaseError: ``staff`` does not hold the case.
            SealError: the key of the data folder is not the one it was sealed with.
        """
        Cases.held_by(session, case_id, staff)
        return self._note(session, case_id)

    def _note(self, session: Session, case_id: int) -> str | None:
        sealed = session.scalar(
            select(ContactNote.sealed)
            .where(ContactNote.case_id == case_id)
            .order_by(ContactNote.id.desc())
            .limit(1)
        )
        return None if sealed is None else self._seal.open(sealed)
