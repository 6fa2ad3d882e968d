"""What the loopback Telegram knows: chats, what was sent, what waits for the bot."""

import itertools
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.telegram import shapes
from tests.loopback.telegram.errors import ApiError
from tests.loopback.telegram.floods import Floods, Limits
from tests.loopback.telegram.params import Params
from tests.loopback.telegram.shapes import Json


@dataclass
class Sent:
    """One delivered message: ``text`` as people see it, ``html`` as the bot wrote it."""

    chat_id: int
    message_id: int
    text: str
    html: str
    at: float
    entities: list[Json] = field(default_factory=list)
    keyboard: list[list[Json]] = field(default_factory=list)
    params: Json = field(default_factory=dict)
    thread: int | None = None
    reply_to: int | None = None
    kind: str = "text"
    file: bytes = b""
    file_name: str = ""
    poll: Json | None = None

    @property
    def buttons(self) -> list[Json]:
        """All buttons, row after row."""
        return [button for row in self.keyboard for button in row]

    @property
    def links(self) -> list[str]:
        return [entity["url"] for entity in self.entities if entity["type"] == "text_link"]


@dataclass
class Chat:
    """A chat that the bot may write to, and why it may not."""

    refusal: ApiError | None = None


@dataclass
class Topic:
    """A topic of a forum."""

    name: str
    closed: bool = False


@dataclass
class Webhook:
    url: str = ""
    secret: str = ""
    allowed: tuple[str, ...] = ()
    last_error: str = ""


class State:
    """Shared by the server's thread and the test's: every access holds ``changed``."""

    def __init__(self, token: str, username: str, limits: Limits) -> None:
        self.token = token
        self.bot = shapes.bot_user(int(token.partition(":")[0]), username)
        self.changed = threading.Condition(threading.RLock())
        self.clock = limits.clock
        self.floods = Floods(limits)
        self.chats: dict[int, Chat] = {}
        self.sent: list[Sent] = []
        self.seen: defaultdict[int, set[int]] = defaultdict(set)
        self.calls: list[tuple[str, Params]] = []
        self.pending: deque[Json] = deque()
        self.allowed: tuple[str, ...] = ()
        self.webhook = Webhook()
        self.poll_generation = 0
        self.commands: dict[str, list[Json]] = {}
        self.files: dict[str, bytes] = {}
        self.descriptions: dict[str, str] = {}
        self.forums: set[int] = set()
        self.topics: dict[tuple[int, int], Topic] = {}
        self.open_queries: set[str] = set()
        self.polls: dict[str, tuple[int, Json]] = {}
        self.failures: dict[str, deque[ApiError]] = {}
        self.swallowed: Counter[str] = Counter()
        # Seconds between doing what was asked and answering, as a distant network has them.
        self.answer_after = 0.0
        self.message_ids = itertools.count(1)
        self.update_ids = itertools.count(700_000_001)
        self.query_ids = itertools.count(4_382_000_000_000_001)

    def push(self, update: Json) -> int:
        """Queue one update for the bot; returns its update_id."""
        with self.changed:
            numbered = {"update_id": next(self.update_ids), **update}
            self._see(numbered.get("message"))
            kinds = set(numbered) - {"update_id"}
            if not self.allowed or kinds & set(self.allowed):
                self.pending.append(numbered)
            self.changed.notify_all()
            return int(numbered["update_id"])

    def _see(self, message: Any) -> None:
        """What people write can be replied to."""
        try:
            self.seen[message["chat"]["id"]].add(message["message_id"])
        except (KeyError, TypeError):
            return  # an update that a test has spoiled

    def meet(self, chat_id: int) -> Chat:
        """The chat, known from now on: someone wrote there."""
        return self.chats.setdefault(chat_id, Chat())

    def refuse(self, chat_ids: Iterable[int], error: ApiError | None) -> None:
        with self.changed:
            for chat_id in chat_ids:
                self.meet(chat_id).refusal = error

    def find(self, chat_id: int, message_id: int) -> Sent | None:
        return next(
            (m for m in self.sent if (m.chat_id, m.message_id) == (chat_id, message_id)), None
        )

    def message_of(self, sent: Sent) -> Json:
        """A delivered message in the Bot API's shape."""
        fields: dict[str, Any] = _content(sent)
        if sent.thread is not None:
            fields |= {"message_thread_id": sent.thread, "is_topic_message": True}
        body = shapes.message(sent.message_id, sent.chat_id, self.bot, **fields)
        body.pop("entities", None)
        if sent.entities:
            body["entities"] = sent.entities
        if sent.keyboard:
            body["reply_markup"] = {"inline_keyboard": sent.keyboard}
        return body


def _content(sent: Sent) -> Json:
    file = {
        "file_id": f"sent-{sent.message_id}",
        "file_unique_id": f"sent{sent.message_id}",
        "file_size": len(sent.file),
    }
    if sent.poll is not None:
        return {"poll": sent.poll}
    if sent.kind == "photo":
        return {"photo": [file | {"width": 90, "height": 90}], "caption": sent.text}
    if sent.kind == "document":
        return {"document": file | {"file_name": sent.file_name}, "caption": sent.text}
    return {"text": sent.text}
