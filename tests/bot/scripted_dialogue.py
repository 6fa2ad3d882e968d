"""A real HTTP server that speaks Rasa's REST channel and says what a script tells it."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from bot.messages import OutboundMessage, Outcome
from bot.messages.wire import Request, Spoken

Part = dict[str, Any]
HANGS_SECONDS = 3.0


@dataclass(frozen=True)
class Raw:
    """An answer that is not as it should be: any status, any bytes, whole or drop by drop."""

    body: bytes
    status: int = 200
    drip_seconds: float = 0.0


Script = Callable[[str, str], list[Part] | Raw]


def spoken(
    text: str = "Dạ.",
    outcome: Outcome = Outcome.ANSWERED,
    procedure: str | None = None,
    request: Request | None = None,
    details: dict[str, str] | None = None,
) -> Part:
    """One message of an action, as Rasa passes it on."""
    said = Spoken(
        message=OutboundMessage(text=text),
        outcome=outcome,
        procedure=procedure,
        request=request,
        details=details or {},
    )
    return {"recipient_id": "x", "custom": said.model_dump(mode="json")}


class ScriptedDialogue:
    """``heard`` holds (sender, text) of every message; ``script`` may be changed at any time."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.posts: list[str] = []
        self.script: Script = lambda _sender, text: [spoken(f"Nghe: {text[:60]}")]
        self.bodies: list[dict[str, Any]] = []
        # None: it takes connections and says nothing, as a frozen process does.
        self.ready: bool | None = True
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                owner.posts.append(self.path)
                owner.bodies.append(body)
                if not self.path.startswith("/webhooks/rest/webhook"):
                    self._reply(Raw(b"{}"))
                    return
                owner.heard.append((body["sender"], body["message"]))
                made = owner.script(body["sender"], body["message"])
                raw = made if isinstance(made, Raw) else Raw(json.dumps(made).encode())
                self._reply(raw)

            def do_GET(self) -> None:
                if owner.ready is None:
                    time.sleep(HANGS_SECONDS)
                self._reply(Raw(b"{}", 200 if owner.ready else 409))

            def do_DELETE(self) -> None:
                owner.posts.append(f"DELETE {self.path}")
                self._reply(Raw(b"{}"))

            def _reply(self, raw: Raw) -> None:
                self.send_response(raw.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw.body)))
                self.end_headers()
                try:
                    if not raw.drip_seconds:
                        self.wfile.write(raw.body)
                        return
                    for byte in raw.body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(raw.drip_seconds)
                except OSError:
                    return  # the other side has stopped waiting, as it should

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_: object) -> None:
                """A client that hung up is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def texts(self) -> list[str]:
        """What was passed on, whoever said it."""
        return [text for _, text in self.heard]

    def stop(self) -> None:
        """As when Rasa dies: the port is closed."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()
