"""A Telegram on 127.0.0.1: start it, push what people do, look at what the bot sent."""

import asyncio
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType

import uvicorn

from tests.loopback.telegram import http_app
from tests.loopback.telegram.errors import ApiError, bad_request
from tests.loopback.telegram.floods import Limits
from tests.loopback.telegram.people import People
from tests.loopback.telegram.shapes import Json
from tests.loopback.telegram.state import Sent, State

TOKEN = "7654321:AAF-loopback_token_of_no_use_elsewhere"
USERNAME = "MotCuaBot"
Until = int | Callable[[list[Sent]], bool]


class LoopbackTelegram(People):
    """The Bot API over real HTTP, with the real limits and errors.

    ``with LoopbackTelegram() as telegram:`` then point TELEGRAM_API_BASE_URL at
    ``telegram.base_url`` and use ``telegram.token``. Safe to use from any thread.
    """

    def __init__(self, *, token: str = TOKEN, port: int = 0, limits: Limits | None = None) -> None:
        self.token = token
        self.username = USERNAME
        super().__init__(State(token, USERNAME, limits or Limits()))
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(
            http_app.build(self.state), log_level="critical", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> "LoopbackTelegram":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the loopback Telegram did not start")
            time.sleep(0.005)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=5)
        self._socket.close()

    # --- What goes wrong ---------------------------------------------------------------------

    def know(self, *chat_ids: int) -> None:
        """These people have started the bot once; others are 'chat not found'."""
        self.state.refuse(chat_ids, None)

    def migrate(self, chat_id: int, new_id: int) -> None:
        """The group becomes a supergroup with another id."""
        error = bad_request(
            "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new_id}
        )
        self.state.refuse([chat_id], error)
        self.know(new_id)

    def forum(self, chat_id: int) -> None:
        """This supergroup has topics, and the bot may manage them."""
        self.know(chat_id)
        with self.state.changed:
            self.state.forums.add(chat_id)

    def fail_next(self, error: ApiError, times: int = 1, method: str = "sendMessage") -> None:
        """Answer the next calls of ``method`` with ``error`` and do nothing."""
        with self.state.changed:
            planned = self.state.failures.setdefault(method.lower(), deque())
            planned.extend([error] * times)

    def swallow_next(self, times: int = 1, method: str = "sendMessage") -> None:
        """Carry out the next calls of ``method``, but never answer them."""
        with self.state.changed:
            self.state.swallowed[method.lower()] += times

    # --- What the bot did --------------------------------------------------------------------

    @property
    def sent(self) -> list[Sent]:
        """Delivered messages, oldest first, as edited since."""
        with self.state.changed:
            return list(self.state.sent)

    def calls(self, method: str) -> list[Json]:
        """Parameters of each call of ``method``, refused ones too."""
        with self.state.changed:
            return [params.values for name, params in self.state.calls if name == method.lower()]

    def add_file(self, file_id: str, content: bytes) -> None:
        with self.state.changed:
            self.state.files[file_id] = content

    def wait_for(self, until: Until, timeout: float = 10.0) -> list[Sent]:
        """Block until so many messages were delivered in all, or until ``until(sent)`` holds.

        Raises TimeoutError telling what was delivered instead. In a coroutine use ``arrived``.
        """

        def reached() -> bool:
            sent = self.state.sent
            return len(sent) >= until if isinstance(until, int) else until(sent)

        with self.state.changed:
            if not self.state.changed.wait_for(reached, timeout):
                raise TimeoutError(f"after {timeout} s: {[m.text[:80] for m in self.state.sent]}")
            return list(self.state.sent)

    async def arrived(self, until: Until, timeout: float = 10.0) -> list[Sent]:  # noqa: ASYNC109
        """As ``wait_for``, without stopping the event loop that the bot itself runs in."""
        return await asyncio.to_thread(self.wait_for, until, timeout)
