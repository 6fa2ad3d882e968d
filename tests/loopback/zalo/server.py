"""A Zalo on 127.0.0.1: start it, let people write, look at what the account sent."""

import asyncio
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import uvicorn

from tests.loopback.zalo import http_app, signin
from tests.loopback.zalo.events import Events
from tests.loopback.zalo.state import ApiError, Json, Person, Sent, State

APP_ID = "1234567890123456789"
APP_SECRET = "loopback-app-secret"
OA_ID = "388613280878808645"
OA_SECRET = "loopback-oa-secret"
Until = int | Callable[[list[Sent]], bool]


class LoopbackZalo:
    """Both hosts of Zalo over real HTTP, with the documented limits and errors.

    Point ZALO_API_BASE_URL and ZALO_OAUTH_BASE_URL at ``base_url``. Safe from any thread.
    """

    def __init__(self, port: int = 0) -> None:
        self.state = State(APP_ID, APP_SECRET, OA_ID)
        self.events = Events(APP_ID, OA_ID, OA_SECRET)
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            http_app.build(self.state), log_level="critical", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> "LoopbackZalo":
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the loopback Zalo did not start")
            time.sleep(0.005)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=5)
        self._socket.close()

    # --- Sign-in -------------------------------------------------------------------------------

    def first_refresh_token(self) -> str:
        """What the API explorer of the console shows."""
        with self.state.changed:
            return str(self.state.new_pair()["refresh_token"])

    def agree(self, url: str) -> str:
        """The officer opens ``url`` and agrees; returns the address they are led to."""
        query = {key: found[0] for key, found in parse_qs(urlsplit(url).query).items()}
        with self.state.changed:
            code = signin.authorise(self.state, query.get("code_challenge"))
        back = f"{query['redirect_uri']}?code={code}&oa_id={OA_ID}"
        return f"{back}&state={query['state']}" if "state" in query else back

    def expire_access(self) -> None:
        """Every access token is too old from now on."""
        with self.state.changed:
            self.state.access = dict.fromkeys(self.state.access, 0.0)

    def revoke(self) -> None:
        """The grant is taken back: no token works any more."""
        with self.state.changed:
            self.state.access.clear()
            self.state.refresh_tokens.clear()

    # --- People --------------------------------------------------------------------------------

    def know(self, *users: str, last_hours: float | None = 0.0) -> None:
        """These people interacted ``last_hours`` ago, or never."""
        with self.state.changed:
            for user in users:
                last = None if last_hours is None else self.state.now() - last_hours * 3600
                self.state.people[user] = Person(last_interaction=last)

    def wrote(self, user: str) -> None:
        """Zalo notes the interaction before it tells us."""
        with self.state.changed:
            person = self.state.people.setdefault(user, Person())
            person.last_interaction = self.state.now()

    def push(self, url: str, event: Json, **headers: str) -> httpx.Response:
        """Deliver ``event`` signed to the webhook at ``url``."""
        sender = event.get("sender") or event.get("follower")
        if isinstance(sender, dict) and str(event.get("event_name", "")).startswith("user_"):
            self.wrote(str(sender.get("id")))
        raw, signed = self.events.signed(event)
        return httpx.post(url, content=raw, headers=signed | headers, trust_env=False, timeout=10)

    # --- What goes wrong -----------------------------------------------------------------------

    def fail_next(self, path: str, code: int | ApiError, times: int = 1) -> None:
        """Answer the next calls of ``path`` with an error and do nothing."""
        with self.state.changed:
            self.state.failures.setdefault(path, deque()).extend([code] * times)

    def swallow_next(self, path: str, times: int = 1) -> None:
        """Carry out the next calls of ``path``, but never answer them."""
        with self.state.changed:
            self.state.swallowed[path] += times

    # --- What the account did ------------------------------------------------------------------

    @property
    def sent(self) -> list[Sent]:
        with self.state.changed:
            return list(self.state.sent)

    def calls(self, path: str) -> list[dict[str, Any]]:
        with self.state.changed:
            return [body for called, body in self.state.calls if called == path]

    def wait_for(self, until: Until, timeout: float = 10.0) -> list[Sent]:
        """Block until so many messages were delivered in all, or until ``until(sent)`` holds."""

        def reached() -> bool:
            sent = self.state.sent
            return len(sent) >= until if isinstance(until, int) else until(sent)

        with self.state.changed:
            if not self.state.changed.wait_for(reached, timeout):
                raise TimeoutError(f"after {timeout} s: {[m.text[:80] for m in self.state.sent]}")
            return list(self.state.sent)

    async def arrived(self, until: Until, timeout: float = 10.0) -> list[Sent]:  # noqa: ASYNC109
        """As ``wait_for``, without stopping the event loop that the account runs in."""
        return await asyncio.to_thread(self.wait_for, until, timeout)
