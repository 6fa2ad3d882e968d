"""What the loopback Zalo knows; change it only while holding ``changed``."""

import itertools
import secrets
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
TOKEN_SECONDS = 90_000
WINDOW_SECONDS = 7 * 86_400
FREE_SECONDS = 48 * 3_600
PER_MINUTE = 4_000


class ApiError(Exception):
    """Zalo's way to say no: HTTP 200 with ``error``."""

    def __init__(self, code: int, message: str = "refused", status: int = 200) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status

    def body(self) -> Json:
        return {"error": self.code, "message": self.message}


@dataclass
class Person:
    """One user of the account."""

    last_interaction: float | None = None
    follows: bool = True
    blocked: bool = False
    banned: bool = False
    received: int = 0
    tags: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Sent:
    """One message as it reached the telephone."""

    recipient: str
    text: str
    message_id: str
    path: str
    buttons: tuple[Json, ...] = ()
    attachment: Json | None = None
    quota: str = "reply"


class State:
    """Everything behind the HTTP face."""

    def __init__(self, app_id: str, app_secret: str, oa_id: str) -> None:
        self.app_id = app_id
        self.app_secret = app_secret
        self.oa_id = oa_id
        self.changed = threading.Condition(threading.RLock())
        self.ahead = 0.0
        self.access: dict[str, float] = {}
        self.refresh_tokens: dict[str, bool] = {}
        self.codes: dict[str, tuple[str | None, float]] = {}
        self.people: dict[str, Person] = {}
        self.sent: list[Sent] = []
        self.uploads: dict[str, tuple[str, bytes]] = {}
        self.calls: list[tuple[str, Json]] = []
        self.failures: dict[str, deque[ApiError | int]] = {}
        self.swallowed: Counter[str] = Counter()
        self.requests: deque[float] = deque()
        self.per_minute = PER_MINUTE
        self.articles: dict[str, int] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.broadcasts: list[Json] = []
        self.templates: dict[str, Json] = {}
        self.refreshes = 0
        self.refresh_delay = 0.0
        self.answer_after = 0.0
        self.token_seconds = TOKEN_SECONDS
        self.oa: Json = {
            "oaid": oa_id,
            "name": "UBND phường Mẫu",
            "is_verified": True,
            "oa_type": 4,
            "package_name": "Nâng cao",
            "num_follower": 3,
        }
        self.quota_remain = 500
        self._numbers = itertools.count(1)

    def now(self) -> float:
        return time.time() + self.ahead

    def number(self) -> int:
        return next(self._numbers)

    def new_pair(self) -> Json:
        """A pair of which the refresh token is good for one use."""
        access, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.access[access] = self.now() + self.token_seconds
        self.refresh_tokens[refresh] = True
        return {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": str(self.token_seconds),
        }

    def person(self, user_id: object) -> Person:
        person = self.people.get(user_id) if isinstance(user_id, str) else None
        if person is None:
            raise ApiError(-201, "user_id is invalid")
        return person

    def count_request(self) -> None:
        now = time.monotonic()
        while self.requests and self.requests[0] <= now - 60:
            self.requests.popleft()
        if len(self.requests) >= self.per_minute:
            raise ApiError(-32, "Your application reached limit call api")
        self.requests.append(now)
