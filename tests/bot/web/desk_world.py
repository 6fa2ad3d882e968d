"""The real desk before a real store and the real content, without channels, Rasa or an encoder."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.broadcasts import Sender
from bot.channels import Channel, DeliveryError
from bot.channels.base import Handle
from bot.conversation import Hub
from bot.desk import Accounts, Cases, Contacts, Replies, load_calendar, load_service
from bot.messages import InboundMessage, OutboundMessage, Reply
from bot.privacy.sealing import Seal
from bot.services import Services
from bot.settings import load_settings
from bot.store import (
    Case,
    CaseKind,
    Conversation,
    DeliveryState,
    Direction,
    Message,
    Role,
    Staff,
    Store,
    Subscription,
    open_store,
)
from bot.store.models import utc_now
from bot.web import links, public
from bot.web.desk import mount_desk
from bot.web.static import STATIC
from knowledge.answers import Answerer
from knowledge.content import load_content
from knowledge.index import Index
from knowledge.index.gathering import gather
from knowledge.library import Library
from knowledge.search import Searcher
from tests.served import Served

UNIT = "UBND phường Trấn Biên, tỉnh Đồng Nai"
PASSWORD = "mat-khau-dai"
STAFF = {"lan": Role.OFFICER, "minh": Role.OFFICER, "hoa": Role.APPROVER, "truong": Role.ADMIN}


MakeChannels = Callable[[Store], dict[str, Channel]]


class FakeChannel:
    """Keeps what is sent; raises ``fail`` once when it is set."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sent: list[tuple[str, str]] = []
        self.fail: DeliveryError | None = None

    async def start(self, handle: Handle) -> None: ...

    async def stop(self) -> None: ...

    async def send(
        self, conversation: str, message: OutboundMessage, *, bulk: bool = False
    ) -> None:
        if self.fail is not None:
            failure, self.fail = self.fail, None
            raise failure
        self.sent.append((conversation, message.text))


@cache
def quick_hash() -> str:
    """A hash of PASSWORD that names its own small cost, which Argon2 then follows."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@cache
def answerer() -> Answerer:
    """All of the project's own content, found by name only."""
    nothing_imported = SimpleNamespace(current=lambda _: [])
    return answerer_of(cast(Any, nothing_imported))


def answerer_of(library: Library) -> Answerer:
    """Our content and what ``library`` holds, found by name only: nothing is encoded."""
    gathered = gather(load_content(), library)
    parts = dict.fromkeys(field.name for field in fields(Index))
    index = Index(**cast(Any, parts | {"items": gathered.items, "entries": gathered.entries}))
    return Answerer(cast(Searcher, SimpleNamespace(index=index)))


async def _nobody(_: InboundMessage) -> Reply:
    raise AssertionError("nobody writes to the bot here")


class DeskWorld:
    """Store, accounts, channels, and the application with the desk on it.

    The channels keep what they are given, unless ``more`` makes real ones for the same names.
    """

    def __init__(self, data: Path, more: MakeChannels | None = None) -> None:
        self.store: Store = open_store(f"sqlite:///{data / 'desk.db'}")
        self.channel = FakeChannel("telegram")
        self.hub = Hub()
        self.accounts = Accounts(self.store, Seal(data))
        channels: dict[str, Channel] = {"telegram": self.channel, "web": FakeChannel("web")}
        channels |= more(self.store) if more else {}
        services = SimpleNamespace(
            settings=load_settings(data=data, unit=UNIT),
            calendar=load_calendar(),
            store=self.store,
            accounts=self.accounts,
            hub=self.hub,
            channels=channels,
            knowledge=SimpleNamespace(answerer=answerer()),
            levels=load_service(load_calendar()),
            contacts=Contacts(Seal(data)),
        )
        self.services = cast(Services, services)
        contacts = services.contacts
        self.replies = Replies(self.store, cast(Any, channels), self.hub, contacts)
        self.sender = Sender(self.store, cast(Any, channels))

        @asynccontextmanager
        async def lifespan(_: FastAPI) -> AsyncIterator[None]:
            for channel in channels.values():
                await channel.start(_nobody)
            job = asyncio.create_task(self._send())
            yield
            job.cancel()
            for channel in channels.values():
                await channel.stop()

        self.app = FastAPI(lifespan=lifespan)
        self.app.mount("/static", StaticFiles(directory=STATIC), name="static")
        self.app.include_router(public.router(self.store, UNIT))
        self.app.include_router(public.attendance_router(self.store, UNIT))
        self.app.include_router(links.router(self.store))
        mount_desk(self.app, self.services, self.replies)

    async def _send(self) -> None:
        while True:
            await self.sender.work()
            await asyncio.sleep(0.2)

    def staff(self) -> None:
        """Add the four accounts, with hashes that are quick to check."""
        with self.store.session() as session:
            for name, role in STAFF.items():
                session.add(Staff(name=name, role=role, password_hash=quick_hash()))

    def case(
        self,
        question: str,
        *,
        kind: CaseKind = CaseKind.QUESTION,
        reason: str = "no_source",
        channel: str = "telegram",
        address: str = "1",
        minutes_ago: float = 5,
        trace: dict[str, Any] | None = None,
        details: dict[str, str] | None = None,
        answer: str = "Tôi không có nguồn cho câu này nên chuyển cán bộ.",
    ) -> str:
        """One question that became a case; returns the case's code."""
        at = utc_now() - dt.timedelta(minutes=minutes_ago)
        with self.store.session() as session:
            known = session.query(Conversation).filter_by(channel=channel, address=address)
            who = known.one_or_none()
            if who is None:
                who = Conversation(channel=channel, address=address, started_at=at)
                session.add(who)
                session.flush()
            heard = Message(
                conversation_id=who.id, direction=Direction.CITIZEN, text=question, said_at=at
            )
            said = Message(
                conversation_id=who.id,
                direction=Direction.BOT,
                text=answer,
                outcome=reason,
                trace=trace,
                said_at=at,
                delivery=DeliveryState.SENT,
            )
            session.add_all([heard, said])
            case = Cases.open(session, who, kind, question, reason, details)
            case.opened_at = at
            return case.code

    def case_id(self, code: str) -> int:
        """The id behind a code."""
        with self.store.session() as session:
            return session.query(Case).filter_by(code=code).one().id

    def say(self, code: str, text: str) -> None:
        """The citizen writes again."""
        with self.store.session() as session:
            case = session.query(Case).filter_by(code=code).one()
            session.add(
                Message(
                    conversation_id=case.conversation_id, direction=Direction.CITIZEN, text=text
                )
            )

    def subscribe(self, people: int, channel: str = "telegram") -> None:
        """People who want news."""
        with self.store.session() as session:
            for number in range(people):
                who = Conversation(channel=channel, address=f"news-{number}")
                session.add(who)
                session.flush()
                session.add(Subscription(conversation_id=who.id, topic="all"))

    def messages(self, code: str) -> list[Message]:
        """The whole conversation of a case."""
        with self.store.session() as session:
            case = session.query(Case).filter_by(code=code).one()
            rows = session.query(Message).filter_by(conversation_id=case.conversation_id)
            return list(rows.order_by(Message.id))


class DeskServer(Served):
    """``with DeskServer(world) as server:`` then open ``server.url``."""

    def __init__(self, world: DeskWorld, port: int = 0) -> None:
        super().__init__(world.app, port)
        self.world = world
