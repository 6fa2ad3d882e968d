"""Rows that many tests begin with, and a channel that does as it is told."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable

from sqlalchemy import select

from bot.channels import Handle, Refused
from bot.messages import OutboundMessage
from bot.store import (
    Case,
    CaseKind,
    Conversation,
    Direction,
    Message,
    Role,
    Staff,
    Store,
    Subscription,
)


class ToldChannel:
    """A channel of the real protocol; each address may have errors waiting, raised one by one."""

    def __init__(self, name: str = "telegram", seconds: float = 0.0) -> None:
        self.name = name
        self.seconds = seconds
        self.sent: list[tuple[str, str]] = []
        self.tried: list[str] = []
        self.errors: defaultdict[str, deque[Exception]] = defaultdict(deque)
        self.before_send: Callable[[str], None] = lambda _: None

    async def start(self, handle: Handle) -> None:
        """Receives nothing."""

    async def stop(self) -> None:
        """Nothing runs."""

    async def send(
        self, conversation: str, message: OutboundMessage, *, bulk: bool = False
    ) -> None:
        self.tried.append(conversation)
        self.before_send(conversation)
        await asyncio.sleep(self.seconds)
        if self.errors[conversation]:
            raise self.errors[conversation].popleft()
        self.sent.append((conversation, message.text))


class FetchingChannel(ToldChannel):
    """Hands out what people have sent, by reference; an exception is raised."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes | Exception] = {}
        self.fetched: list[str] = []
        self.before_fetch: Callable[[str], Awaitable[None]] | None = None

    async def download(self, reference: str, max_bytes: int) -> bytes:
        self.fetched.append(reference)
        if self.before_fetch is not None:
            await self.before_fetch(reference)
        found = self.files[reference]
        if isinstance(found, Exception):
            raise found
        if len(found) > max_bytes:
            raise Refused("too large")
        return found


def conversation(store: Store, address: str = "lan", channel: str = "telegram") -> Conversation:
    with store.session() as session:
        row = Conversation(channel=channel, address=address)
        session.add(row)
    return row


def staff(store: Store, name: str = "Hoa", role: Role = Role.OFFICER) -> Staff:
    with store.session() as session:
        row = Staff(name=name, role=role, password_hash="-")
        session.add(row)
    return row


def case(store: Store, of: Conversation, question: str = "Việc của tôi?") -> Case:
    from bot.desk import Cases

    with store.session() as session:
        return Cases.open(session, of, CaseKind.QUESTION, question, "no_source")


def subscriber(store: Store, address: str, channel: str = "telegram", topic: str = "all") -> int:
    row = conversation(store, address, channel)
    with store.session() as session:
        session.add(Subscription(conversation_id=row.id, topic=topic))
    return row.id


def said(store: Store, direction: Direction | None = None) -> list[Message]:
    """All messages, oldest first, or those of one side."""
    with store.session() as session:
        rows = select(Message).order_by(Message.id)
        if direction is not None:
            rows = rows.where(Message.direction == direction)
        return list(session.scalars(rows))
