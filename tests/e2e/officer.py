"""An officer: signs in over HTTP, works through the desk's services on the same store."""

import time
import uuid

import httpx
from sqlalchemy import select

from bot.conversation import Hub
from bot.desk import Accounts, Cases, Replies
from bot.desk.cases import last_answer
from bot.privacy.sealing import Seal
from bot.store import Case, CaseState, Conversation, Direction, Message, Role, Staff, Store
from tests.e2e.processes import wait_until
from tests.e2e.stack import Stack

PASSWORD = "mat-khau-thu-nghiem-9"
NEWS_SECONDS = 15.0


class Officer:
    """One account with its own browser session."""

    def __init__(self, stack: Stack, role: Role = Role.OFFICER, name: str | None = None) -> None:
        self.store: Store = stack.store
        self.name = name or f"can-bo-{uuid.uuid4().hex[:6]}"
        self.staff: Staff = Accounts(self.store, Seal(stack.data)).add(self.name, role, PASSWORD)
        self.http = httpx.Client(base_url=stack.url, timeout=30, trust_env=False)
        # Only writes: the bot's own process delivers.
        self._replies = Replies(self.store, {}, Hub())

    def sign_in(self, password: str = PASSWORD) -> httpx.Response:
        return self.http.post(
            "/staff/sign-in", data={"name": self.name, "password": password}, follow_redirects=False
        )

    def claim(self, case: Case) -> None:
        with self.store.session() as session:
            Cases.claim(session, case.id, self.staff)

    def reply(self, case: Case, text: str) -> None:
        self._replies.write(case.id, self.staff, text)

    def close(self, case: Case) -> None:
        with self.store.session() as session:
            told = last_answer(session, session.get_one(Case, case.id))
        answer = None if told else "Cán bộ đã xem việc này."
        self._replies.close(case.id, self.staff, answer=answer)


def case_of(store: Store, channel: str, address: str) -> Case:
    """The newest case of this person, waited for a moment: it is opened within the turn."""
    found: list[Case] = []

    def look() -> bool:
        with store.session() as session:
            case = session.scalar(
                select(Case)
                .join(Conversation, Conversation.id == Case.conversation_id)
                .where(Conversation.channel == channel, Conversation.address == address)
                .order_by(Case.id.desc())
                .limit(1)
            )
        found[:] = [case] if case else []
        return bool(found)

    assert wait_until(look, NEWS_SECONDS), f"no case of {channel}:{address} in the store"
    return found[0]


def state_of(store: Store, case: Case) -> CaseState:
    with store.session() as session:
        fresh = session.get(Case, case.id)
        assert fresh is not None
        return fresh.state


def said(store: Store, channel: str, address: str) -> list[Message]:
    """Everything said in a conversation, in order."""
    with store.session() as session:
        rows = session.scalars(
            select(Message)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(Conversation.channel == channel, Conversation.address == address)
            .order_by(Message.id)
        )
        return list(rows)


def by(messages: list[Message], direction: Direction) -> list[str]:
    return [message.text for message in messages if message.direction is direction]


def still_true(seconds: float) -> None:
    """Give something that must not happen the time to happen."""
    time.sleep(seconds)
