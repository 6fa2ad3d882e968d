"""What Zalo told us about a person, kept for windows, welcomes and withdrawals."""

import datetime as dt

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.channels.zalo.constants import CHANNEL, GREET_AGAIN
from bot.channels.zalo.decode import Fate, Meaning
from bot.conversation.journal import lost
from bot.conversation.requests import unsubscribe
from bot.store import Consent, Conversation, Direction, Message, Store, ZaloPerson
from bot.store.models import utc_now

# These show that the person did something towards the account: the window counts anew.
_INTERACTIONS = frozenset({Fate.ANSWERED, Fate.WELCOMED})


class People:
    """Reads and writes ``zalo_person``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, meaning: Meaning) -> None:
        """Remember what an event tells about a person, in whatever order events come."""
        if meaning.conversation is None:
            return
        try:
            with self._store.session() as session:
                self._note(session, meaning.conversation, meaning)
        except IntegrityError:
            # Another process met the same person at the same moment; now the row is there.
            with self._store.session() as session:
                self._note(session, meaning.conversation, meaning)

    def _note(self, session: Session, user: str, meaning: Meaning) -> None:
        person = _person(session, user)
        person.user_id_by_app = meaning.user_id_by_app or person.user_id_by_app
        if meaning.name in ("follow", "unfollow"):
            person.follows = meaning.name == "follow"
        if meaning.fate in _INTERACTIONS:
            at = min(meaning.at or utc_now(), utc_now())
            person.last_interaction_at = max(at, person.last_interaction_at or at)
        if meaning.fate is Fate.GONE:
            lost(session, CHANNEL, user)
        if meaning.fate is Fate.WITHDRAWN:
            self._withdraw(session, user)

    def import_follower(
        self, user: str, user_id_by_app: str | None, last: dt.datetime | None
    ) -> bool:
        """Make a follower somebody who can be written to; True when they were not known before."""
        with self._store.session() as session:
            person = _person(session, user)
            person.follows = True
            person.user_id_by_app = user_id_by_app or person.user_id_by_app
            known = person.last_interaction_at
            if last is not None and (known is None or last > known):
                person.last_interaction_at = last
            found = _conversation(session, user)
            if found is not None:
                return False
            never = dt.datetime.fromtimestamp(0, dt.UTC)
            session.add(Conversation(channel=CHANNEL, address=user, last_seen_at=last or never))
            return True

    def last_interaction(self, user: str) -> dt.datetime | None:
        """When the person last did something towards the account, as far as we know."""
        with self._store.session() as session:
            person = session.get(ZaloPerson, user)
            said = session.scalar(
                select(func.max(Message.said_at))
                .join(Conversation, Conversation.id == Message.conversation_id)
                .where(
                    Conversation.channel == CHANNEL,
                    Conversation.address == user,
                    Message.direction == Direction.CITIZEN,
                )
            )
            noted = person.last_interaction_at if person is not None else None
            if said is not None and said.tzinfo is None:
                said = said.replace(tzinfo=dt.UTC)
            return max((at for at in (said, noted) if at is not None), default=None)

    def greet_now(self, user: str) -> bool:
        """Whether a welcome is due; following and the first tap come as two events."""
        now = utc_now()
        with self._store.session() as session:
            person = _person(session, user)
            if person.greeted_at is not None and now - person.greeted_at < GREET_AGAIN:
                return False
            person.greeted_at = now
            return True

    @staticmethod
    def _withdraw(session: Session, user: str) -> None:
        """The person took their consent back: no news, no more messages, nothing kept here."""
        lost(session, CHANNEL, user)
        found = _conversation(session, user)
        if found is not None:
            unsubscribe(session, found)
            session.execute(
                update(Consent)
                .where(Consent.conversation_id == found.id, Consent.withdrawn_at.is_(None))
                .values(withdrawn_at=utc_now())
            )
        session.flush()
        forget(session, user)


def forget(session: Session, user: str) -> None:
    """Erase what Zalo told about ``user``; part of erasing a person's data."""
    session.execute(delete(ZaloPerson).where(ZaloPerson.user_id == user))


def _person(session: Session, user: str) -> ZaloPerson:
    found = session.get(ZaloPerson, user, with_for_update=True)
    if found is None:
        found = ZaloPerson(user_id=user)
        session.add(found)
        session.flush()
    return found


def _conversation(session: Session, user: str) -> Conversation | None:
    return session.scalar(
        select(Conversation).where(Conversation.channel == CHANNEL, Conversation.address == user)
    )
