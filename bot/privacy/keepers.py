"""Every table that holds something of a person, and every other one with the reason why not."""

import uuid
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.privacy.keeping import (
    Keeper,
    Rows,
    of_address,
    of_case,
    of_conversation,
    of_message,
    plain,
)
from bot.store import (
    Base,
    Case,
    CaseEvent,
    CaseKind,
    CaseState,
    CitizenFile,
    Consent,
    ContactNote,
    ContestAward,
    Conversation,
    DataExport,
    Delivery,
    Message,
    QuizRound,
    Rating,
    RatingWish,
    StaffPost,
    StaffTopic,
    Subscription,
)
from bot.store.models import utc_now
from bot.store.models.zalo import ZaloPerson
from bot.store.rows import changed

ERASED = "(đã xóa theo yêu cầu của người dân)"


class CaseKeeper:
    """A feedback under handling is kept without its sender; of all others only the counts stay."""

    model: type[Base] = Case
    shown = ("code", "kind", "state", "question", "details", "answer", "opened_at", "closed_at")

    def export(self, session: Session, conversation: int) -> list[dict[str, Any]]:
        rows = session.scalars(select(Case).where(Case.conversation_id == conversation))
        return [{name: plain(getattr(row, name)) for name in self.shown} for row in rows]

    def erase(self, session: Session, conversation: int) -> int:
        kept = under_handling(session, conversation)
        for case in kept:
            if case.details:
                case.details = {k: v for k, v in case.details.items() if k != "contact"}
        session.flush()
        ended = update(Case).where(
            Case.conversation_id == conversation, Case.id.not_in([case.id for case in kept])
        )
        session.execute(
            ended.where(Case.state != CaseState.CLOSED).values(
                state=CaseState.CLOSED, closed_at=utc_now()
            )
        )
        return changed(session.execute(ended.values(question=ERASED, details=None, answer=None)))


def under_handling(session: Session, conversation: int) -> list[Case]:
    """Feedback of this person that is not closed yet: the office has to finish it."""
    rows = session.scalars(
        select(Case).where(
            Case.conversation_id == conversation,
            Case.kind == CaseKind.FEEDBACK,
            Case.state != CaseState.CLOSED,
        )
    )
    return list(rows)


class ConversationKeeper:
    """Kept as a nameless anchor of counts: the address becomes a random one."""

    model: type[Base] = Conversation
    shown = ("channel", "address", "started_at", "last_seen_at")

    def export(self, session: Session, conversation: int) -> list[dict[str, Any]]:
        row = session.get_one(Conversation, conversation)
        return [{name: plain(getattr(row, name)) for name in self.shown}]

    def erase(self, session: Session, conversation: int) -> int:
        row = session.get_one(Conversation, conversation)
        row.address = f"erased-{uuid.uuid4().hex}"
        row.reachable = False
        session.flush()
        return 1


KEEPERS: tuple[Keeper, ...] = (
    # The files themselves go right after: see PersonalData.sweep_files.
    Rows(
        CitizenFile,
        of_message(CitizenFile.message_id),
        ("message_id", "number", "state", "media_type", "size"),
    ),
    Rows(StaffPost, of_case(StaffPost.case_id), ("case_id",)),
    Rows(StaffTopic, of_case(StaffTopic.case_id), ("case_id", "closed")),
    Rows(
        Message,
        of_conversation(Message.conversation_id),
        ("said_at", "direction", "text", "outcome", "subject"),
    ),
    Rows(
        CaseEvent,
        of_case(CaseEvent.case_id),
        ("at", "what"),
        blanked={"text": None},
        stays=frozenset({"id", "case_id", "at", "staff_id", "what"}),
    ),
    Rows(
        Subscription,
        of_conversation(Subscription.conversation_id),
        ("topic", "since", "ended_at"),
    ),
    Rows(
        Consent,
        of_conversation(Consent.conversation_id),
        ("version", "shown_at", "withdrawn_at"),
    ),
    Rows(
        ZaloPerson,
        of_address(ZaloPerson.user_id, "zalo"),
        ("user_id", "user_id_by_app", "follows", "last_interaction_at", "greeted_at"),
    ),
    Rows(ContactNote, of_conversation(ContactNote.conversation_id), ("case_id", "kept_at")),
    Rows(
        Rating,
        of_conversation(Rating.conversation_id),
        ("score", "word", "subject", "rated_at"),
    ),
    Rows(RatingWish, of_conversation(RatingWish.conversation_id), ("asked_at", "never")),
    Rows(
        QuizRound,
        of_conversation(QuizRound.conversation_id),
        ("contest", "score", "seconds", "started_at", "finished_at"),
    ),
    Rows(
        ContestAward,
        of_conversation(ContestAward.conversation_id),
        ("contest", "place", "told_at"),
        blanked={"conversation_id": None},
        stays=frozenset({"contest", "place", "told_at"}),
    ),
    Rows(DataExport, of_conversation(DataExport.conversation_id), ("made_at", "fetched_at")),
    Rows(
        Delivery,
        of_conversation(Delivery.conversation_id),
        ("broadcast_id", "state", "changed_at"),
        blanked={"note": None},
        stays=frozenset(
            {
                "id",
                "broadcast_id",
                "conversation_id",
                "state",
                "changed_at",
                "left_at",
                "claimed_by",
            }
        ),
    ),
    CaseKeeper(),
    ConversationKeeper(),
)
# Tables that look as if they knew a person, and why they do not.
IMPERSONAL = {
    "staff_telegram": "an officer's own link to the account; no citizen's",
    "dialogue_erasure": "names somebody only until the dialogue has forgotten them too",
    "zalo_tag": "names somebody only until Zalo has taken the tag off too",
    "inbound_update": "the platform's number of a delivery; gone after thirty days",
}
