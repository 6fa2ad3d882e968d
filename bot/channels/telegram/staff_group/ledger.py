"""What stands where in the group, kept in the store."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from bot.store import (
    Case,
    CaseState,
    Conversation,
    DeliveryState,
    Direction,
    Message,
    Staff,
    StaffPost,
    StaffTopic,
    Store,
)

# So much of the talk before the case was opened is shown with it.
CONTEXT_MESSAGES = 6
# Of one talk at once; the rest follows a second later.
MOST_MESSAGES = 20
_KNOWN = (
    DeliveryState.SENT,
    DeliveryState.UNKNOWN,
    DeliveryState.REFUSED,
    DeliveryState.UNREACHABLE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a talk; ``name`` is the officer's who wrote it."""

    number: int
    direction: Direction
    text: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be shown of one case now."""

    case: Case
    thread: int | None
    lines: tuple[Line, ...]

    @property
    def over(self) -> bool:
        """Whether the case has been closed."""
        return self.case.state is CaseState.CLOSED


@dataclass(frozen=True, slots=True)
class Told:
    """A reply from the group, and what became of it."""

    message_id: int
    thread: int | None
    state: DeliveryState


class Ledger:
    """Topics and posts of one group."""

    def __init__(self, store: Store, chat_id: int) -> None:
        self._store = store
        self._chat = chat_id

    def unopened(self) -> list[tuple[Case, Conversation]]:
        """Open cases that are not in the group yet, oldest first.

        Restricted ones never come here: they are about an officer, who may sit in the group.
        """
        with self._store.session() as session:
            rows = session.execute(
                select(Case, Conversation)
                .join(Conversation, Conversation.id == Case.conversation_id)
                .outerjoin(StaffTopic, StaffTopic.case_id == Case.id)
                .where(
                    Case.state != CaseState.CLOSED,
                    ~Case.restricted,
                    StaffTopic.case_id.is_(None),
                )
                .order_by(Case.id)
            ).all()
            return [(case, conversation) for case, conversation in rows]

    def opened(self, case: Case, thread: int | None) -> None:
        """Note the case's topic; the last words before it are shown there."""
        with self._store.session() as session:
            recent = (
                select(Message.id)
                .where(Message.conversation_id == case.conversation_id)
                .order_by(Message.id.desc())
                .limit(CONTEXT_MESSAGES)
                .subquery()
            )
            first = session.scalar(select(func.min(recent.c.id))) or 1
            session.add(
                StaffTopic(
                    case_id=case.id, chat_id=self._chat, thread_id=thread, mirrored_to=first - 1
                )
            )

    def due(self) -> list[Due]:
        """Cases of which something new has been said, or that were closed."""
        with self._store.session() as session:
            rows = session.execute(
                select(Case, StaffTopic)
                .join(StaffTopic, StaffTopic.case_id == Case.id)
                .where(~StaffTopic.closed, StaffTopic.chat_id == self._chat, ~Case.restricted)
                .order_by(Case.id)
            ).all()
            found = []
            for case, topic in rows:
                # Read once more at every look: a topic is one of a few dozen at most.
                said = session.execute(
                    select(Message, Staff.name)
                    .outerjoin(Staff, Staff.id == Message.staff_id)
                    .outerjoin(StaffPost, StaffPost.entry == Message.id)
                    .where(
                        Message.conversation_id == case.conversation_id,
                        Message.id > topic.mirrored_to,
                        StaffPost.entry.is_(None),
                    )
                    .order_by(Message.id)
                    .limit(MOST_MESSAGES)
                ).all()
                lines = tuple(Line(m.id, m.direction, m.text, name) for m, name in said)
                if lines or case.state is CaseState.CLOSED:
                    found.append(Due(case, topic.thread_id, lines))
            return found

    def shown(self, case_id: int, message_ids: Sequence[int], up_to: int | None = None) -> None:
        """Note messages of the bot's own, and how much of the talk now stands there."""
        with self._store.session() as session:
            for number in message_ids:
                session.add(StaffPost(chat_id=self._chat, message_id=number, case_id=case_id))
            if up_to is not None:
                session.execute(
                    update(StaffTopic)
                    .where(StaffTopic.case_id == case_id)
                    .values(mirrored_to=up_to)
                )

    def closed(self, case_id: int) -> None:
        """Note that the case's topic is closed."""
        with self._store.session() as session:
            session.execute(
                update(StaffTopic).where(StaffTopic.case_id == case_id).values(closed=True)
            )

    def case_of(self, thread: int | None, answered: int | None) -> Case | None:
        """The case of a topic, or of the message that is answered."""
        with self._store.session() as session:
            case_id = None
            if thread is not None:
                case_id = session.scalar(
                    select(StaffTopic.case_id).where(
                        StaffTopic.chat_id == self._chat, StaffTopic.thread_id == thread
                    )
                )
            if case_id is None and answered is not None:
                post = session.get(StaffPost, (self._chat, answered))
                case_id = post.case_id if post else None
            return None if case_id is None else session.get(Case, case_id)

    def first_time(self, message_id: int, case_id: int) -> bool:
        """Note an officer's message; False when it was handled before."""
        try:
            with self._store.session() as session:
                session.add(StaffPost(chat_id=self._chat, message_id=message_id, case_id=case_id))
        except IntegrityError:
            return False
        return True

    def became(self, message_id: int, case: Case, staff: Staff) -> None:
        """Note that an officer's message has just become the latest reply in its case."""
        with self._store.session() as session:
            entry = session.scalar(
                select(func.max(Message.id)).where(
                    Message.conversation_id == case.conversation_id,
                    Message.staff_id == staff.id,
                )
            )
            session.execute(
                update(StaffPost)
                .where(StaffPost.chat_id == self._chat, StaffPost.message_id == message_id)
                .values(entry=entry, settled=False)
            )

    def told(self) -> list[Told]:
        """Replies from the group of which it is now known what became of them."""
        with self._store.session() as session:
            rows = session.execute(
                select(StaffPost, Message.delivery, StaffTopic.thread_id)
                .join(Message, Message.id == StaffPost.entry)
                .join(StaffTopic, StaffTopic.case_id == StaffPost.case_id)
                .where(
                    StaffPost.chat_id == self._chat,
                    ~StaffPost.settled,
                    Message.delivery.in_(_KNOWN),
                )
            ).all()
            for post, _, _ in rows:
                post.settled = True
            return [Told(post.message_id, thread, state) for post, state, thread in rows]
