"""The real desk before a real store and the real content, without channels, Rasa or an encoder.

``python -m tests.bot.web.desk_world 8098`` serves it with some cases: names 'lan' (officer), 'minh'
(officer), 'hoa' (approver), 'truong' (admin), password 'mat-khau-dai'.
"""

import asyncio
import datetime as dt
import socket
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, cast

import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.broadcasts import Sender
from bot.channels import DeliveryError
from bot.channels.base import Handle
from bot.conversation import Hub
from bot.desk import Accounts, Cases, Replies, load_calendar, load_service
from bot.messages import OutboundMessage
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
from bot.web.desk import mount_desk
from bot.web.static import STATIC
from knowledge.answers import Answerer
from knowledge.content import load_content
from knowledge.index import Index
from knowledge.index.gathering import gather
from knowledge.search import Searcher

UNIT = "UBND phường Trấn Biên, tỉnh Đồng Nai"
PASSWORD = "mat-khau-dai"
STAFF = {"lan": Role.OFFICER, "minh": Role.OFFICER, "hoa": Role.APPROVER, "truong": Role.ADMIN}


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
    gathered = gather(load_content(), cast(Any, nothing_imported))
    none = cast(Any, None)
    index = Index(none, gathered.items, gathered.entries, none, none, none, none)
    return Answerer(cast(Searcher, SimpleNamespace(index=index)))


class DeskWorld:
    """Store, accounts, one fake channel, and the application with the desk on it."""

    def __init__(self, data: Path) -> None:
        self.store: Store = open_store(f"sqlite:///{data / 'desk.db'}")
        self.channel = FakeChannel("telegram")
        self.hub = Hub()
        self.accounts = Accounts(self.store)
        channels = {"telegram": self.channel, "web": FakeChannel("web")}
        services = SimpleNamespace(
            settings=load_settings(data=data, unit=UNIT),
            calendar=load_calendar(),
            store=self.store,
            accounts=self.accounts,
            hub=self.hub,
            channels=channels,
            knowledge=SimpleNamespace(answerer=answerer()),
            levels=load_service(load_calendar()),
        )
        self.services = cast(Services, services)
        self.replies = Replies(self.store, cast(Any, channels), self.hub)
        self.sender = Sender(self.store, cast(Any, channels))

        @asynccontextmanager
        async def lifespan(_: FastAPI) -> AsyncIterator[None]:
            job = asyncio.create_task(self._send())
            yield
            job.cancel()

        self.app = FastAPI(lifespan=lifespan)
        self.app.mount("/static", StaticFiles(directory=STATIC), name="static")
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


TRACE = {
    "question": "hỗ trợ tiền điện hộ nghèo",
    "state": "no_source",
    "hits": [
        {"key": "procedure:1.001193", "title": "Đăng ký khai sinh", "score": 0.412, "cosine": 0.8},
        {"key": "procedure:2.000815", "title": "Chứng thực bản sao từ bản chính", "score": 0.287},
    ],
}


def some_days(world: DeskWorld) -> None:
    """Cases of every kind and a week of answers, for looking at."""
    world.staff()
    world.subscribe(7)
    world.case(
        "Nhà tôi hộ nghèo thì được hỗ trợ tiền điện bao nhiêu một tháng, nộp giấy tờ gì, ở đâu ạ?",
        trace=TRACE,
        minutes_ago=135,
        address="a",
    )
    world.case(
        "Tôi muốn gặp cán bộ tư pháp",
        kind=CaseKind.PERSON,
        reason="handed_off",
        channel="web",
        minutes_ago=42,
        address="b",
        answer="Tôi chuyển ông/bà tới cán bộ.",
    )
    world.case(
        "Đèn đường ngõ 12 hỏng",
        kind=CaseKind.FEEDBACK,
        reason="form",
        minutes_ago=3000,
        address="c",
        details={"what": "Đèn đường hỏng", "where": "Ngõ 12, hai tuần nay", "contact": ""},
        answer="Tôi đã ghi phản ánh của ông/bà.",
    )
    world.case(
        "<img src=x onerror=\"document.title='hỏng'\"> <b>đậm</b>", address="d", minutes_ago=1
    )
    world.case("Một từ rất dài: " + "khai" * 60, address="e", minutes_ago=8, channel="zalo")
    for name, number in (("lan", 2), ("minh", 1)):
        for one in range(number):
            code = world.case(f"Việc của {name} số {one + 1}", address=f"{name}{one}", trace=TRACE)
            _hold(world, name, code)
    _answers(world)


def _hold(world: DeskWorld, name: str, code: str) -> None:
    staff = world.accounts.signed_in(world.accounts.sign_in(name, PASSWORD))
    assert staff is not None
    with world.store.session() as session:
        case = Cases.claim(session, session.query(Case).filter_by(code=code).one().id, staff)
        states = (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.UNREACHABLE)
        for state in states:
            session.add(
                Message(
                    conversation_id=case.conversation_id,
                    direction=Direction.STAFF,
                    text="Chào ông/bà, tôi đang xem việc này.\nÔng/bà đợi ít phút.",
                    staff_id=staff.id,
                    delivery=state,
                )
            )


def _answers(world: DeskWorld) -> None:
    with world.store.session() as session:
        who = Conversation(channel="web", address="counted")
        session.add(who)
        session.flush()
        for number in range(120):
            source = {
                "title": ["Đăng ký khai sinh", "Chứng thực bản sao", "Đăng ký tạm trú"][number % 3],
                "code": ["1.001193", "2.000815", "1.004194"][number % 3],
            }
            answered = number % 5 != 0
            session.add(
                Message(
                    conversation_id=who.id,
                    direction=Direction.BOT,
                    text="…",
                    outcome="answered" if answered else ["clarify", "no_source"][number % 2],
                    trace={"message": {"text": "…", "sources": [source] if answered else []}},
                    said_at=utc_now() - dt.timedelta(hours=number * 1.7),
                )
            )


class DeskServer:
    """``with DeskServer(world) as server:`` then open ``server.url``."""

    def __init__(self, world: DeskWorld, port: int = 0) -> None:
        self.world = world
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(world.app, log_level="warning", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> "DeskServer":
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.01)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        here = DeskWorld(Path(folder))
        some_days(here)
        with DeskServer(here, int(sys.argv[1]) if len(sys.argv) > 1 else 8098):
            threading.Event().wait()
