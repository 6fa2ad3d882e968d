"""The real page before a scripted API, over real HTTP; run it by hand to look at the page.

``python -m tests.bot.web.fake_api 8099`` serves it at http://127.0.0.1:8099/chat.
"""

import asyncio
import sys
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

import bot
from tests.served import Served

WEB = Path(bot.__file__).parent / "web"
UNIT = "UBND phường Trấn Biên, tỉnh Đồng Nai"
CSP = "default-src 'self'"
Json = dict[str, Any]

SOURCE: Json = {
    "title": "Thủ tục đăng ký khai sinh",
    "code": "1.001193",
    "url": "https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc.html?ma=1.001193",
    "checked_on": "2026-11-22",
}
BIRTH: Json = {
    "text": (
        "Đăng ký khai sinh (1.001193)\n\n"
        "Ông/bà cần mang:\n"
        "1. Tờ khai đăng ký khai sinh theo mẫu.\n"
        "2. Giấy chứng sinh do cơ sở y tế cấp:\n"
        "- Nếu không có giấy chứng sinh: văn bản của người làm chứng.\n"
        "- Nếu không có người làm chứng: giấy cam đoan về việc sinh.\n"
        "3. Giấy tờ tùy thân của người đi đăng ký.\n\n"
        "• Phí, lệ phí: không mất tiền nếu đăng ký đúng hạn.\n"
        "• Thời hạn: trong ngày; nhận sau 15 giờ thì trả ngày làm việc tiếp theo.\n"
        "• Nơi nộp: bộ phận một cửa của xã, phường nơi cha hoặc mẹ cư trú.\n\n"
        "Nộp trực tuyến được toàn trình. Vào đây: https://dichvucong.gov.vn/khai-sinh."
    ),
    "buttons": [
        {"title": "Lệ phí", "payload": '/ask_fee{"procedure":"1.001193"}'},
        {"title": "Các bước", "payload": '/ask_steps{"procedure":"1.001193"}'},
        {"title": "Nộp trực tuyến", "payload": '/ask_online{"procedure":"1.001193"}'},
        {"title": "Gặp cán bộ", "payload": "/talk_to_human"},
    ],
    "sources": [SOURCE],
}
FEE: Json = {
    "text": "Đăng ký khai sinh đúng hạn: không mất tiền.\nQuá hạn: 8.000 đồng.",
    "buttons": [],
    "sources": [
        SOURCE,
        {
            "title": "Nghị quyết về lệ phí hộ tịch",
            "code": None,
            "url": None,
            "checked_on": "2026-11-20",
        },
    ],
}
HUMAN: Json = {
    "text": "Tôi đã chuyển câu hỏi tới cán bộ. Ông/bà có thể để máy đấy, có trả lời sẽ hiện ở đây.",
    "buttons": [],
    "sources": [],
}
UNSURE: Json = {
    "text": "Tôi chưa chắc hiểu đúng. Có phải ông/bà hỏi một trong các việc này?",
    "buttons": [
        {"title": "Đăng ký khai sinh", "payload": '/choose{"option":"1"}'},
        {"title": "Đăng ký lại khai sinh", "payload": '/choose{"option":"2"}'},
    ],
    "sources": [],
}


@dataclass
class Script:
    """What the API will do next, and what it was asked."""

    asked: list[Json] = field(default_factory=list)
    polled: list[tuple[str, int]] = field(default_factory=list)
    replies: deque[Json] = field(default_factory=deque)
    failures: deque[tuple[int, Json]] = field(default_factory=deque)
    delay: float = 0.0
    held: bool = False
    pushed: list[Json] = field(default_factory=list)
    version: int = 0

    def reply(self, *messages: Json, outcome: str = "answered") -> None:
        """Answer the next message with ``messages`` instead of what is written above."""
        self.replies.append({"messages": list(messages), "outcome": outcome})

    def fail(self, status: int, detail: str = "") -> None:
        """Refuse the next message with ``status``."""
        self.failures.append((status, {"detail": detail}))

    def push(self, text: str, sender: str = "staff", **more: Any) -> None:
        """Send something outside of the citizen's own turn."""
        message = {"id": len(self.pushed) + 1, "from": sender, "text": text}
        self.pushed.append(message | {"buttons": [], "sources": []} | more)
        self.version += 1

    def hold(self, held: bool) -> None:
        """Let staff take the conversation, or give it back."""
        self.held = held
        self.version += 1

    def answer(self, body: Json) -> Json:
        """The reply to one message."""
        text, payload = str(body["text"]).lower(), str(body.get("payload") or "")
        if self.replies:
            scripted = self.replies.popleft()
            return _reply(scripted["messages"], scripted["outcome"])
        if self.held:
            return _reply([], "with_staff")
        if "talk_to_human" in payload:
            return _reply([HUMAN], "handed_off")
        if payload.startswith("/ask_fee"):
            return _reply([FEE], "answered")
        if payload or "khai sinh" in text:
            return _reply([BIRTH], "answered")
        return _reply([UNSURE], "clarify")


def _reply(messages: list[Json], outcome: str) -> Json:
    procedure = "1.001193" if outcome == "answered" else None
    return {"messages": messages, "outcome": outcome, "procedure": procedure, "ms": 123}


def build(script: Script, *, poll_seconds: float = 25.0) -> FastAPI:
    """The page and its API, following ``script``."""
    app = FastAPI()
    templates = Jinja2Templates(WEB / "templates")
    app.mount("/static", StaticFiles(directory=WEB / "static"), name="static")

    @app.middleware("http")
    async def policy(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = CSP
        return response

    @app.get("/chat")
    async def chat(request: Request) -> HTMLResponse:
        return templates.TemplateResponse(request, "chat.html", {"unit": UNIT})

    @app.post("/api/chat")
    async def post(request: Request) -> JSONResponse:
        body = await request.json()
        script.asked.append(body)
        await asyncio.sleep(script.delay)
        if script.failures:
            status, detail = script.failures.popleft()
            return JSONResponse(detail, status)
        return JSONResponse(script.answer(body))

    @app.get("/api/chat/updates")
    async def updates(conversation: str, after: int = 0) -> Json:
        script.polled.append((conversation, after))
        seen, ends = script.version, time.monotonic() + poll_seconds
        while time.monotonic() < ends:
            fresh = [message for message in script.pushed if message["id"] > after]
            if fresh or script.version != seen:
                break
            await asyncio.sleep(0.02)
        else:
            fresh = []
        last = max([after, *(message["id"] for message in fresh)])
        return {"messages": fresh, "held": script.held, "last": last}

    return app


class FakeApi(Served):
    """``with FakeApi() as api:`` then open ``api.url``; script it through ``api.script``."""

    def __init__(self, port: int = 0, *, poll_seconds: float = 25.0) -> None:
        self.script = Script()
        super().__init__(build(self.script, poll_seconds=poll_seconds), port)
        self.url += "/chat"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.script.version += 1  # polls under way end
        super().__exit__(kind, error, trace)


if __name__ == "__main__":
    with FakeApi(int(sys.argv[1]) if len(sys.argv) > 1 else 8099):
        threading.Event().wait()
