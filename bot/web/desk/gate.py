"""Stands before every page of the desk: who is not signed in never reaches one."""

import asyncio

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.desk import Accounts
from bot.web.desk.addresses import COOKIE, SIGN_IN
from bot.web.desk.origin import from_our_pages

# NiceGUI compiles its page in the browser, hence 'unsafe-inline' and 'unsafe-eval'; whatever else a
# page could be made to load must be our own.
CONTENT_SECURITY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# The library's own scripts and styles hold nothing of ours.
_LIBRARY = "/_nicegui/"
_SOCKET = "/_nicegui_ws"


class Gate:
    """ASGI middleware around the whole NiceGUI application."""

    def __init__(self, app: ASGIApp, accounts: Accounts) -> None:
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] not in ("http", "websocket") or path.startswith(_LIBRARY):
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if path.startswith(_SOCKET) and not from_our_pages(asked.headers):
            await _refuse(scope, receive, send)
        elif await asyncio.to_thread(self._accounts.signed_in, asked.cookies.get(COOKIE)):
            await self._app(scope, receive, _with_headers(send))
        elif path.startswith(_SOCKET):
            await _refuse(scope, receive, send)
        else:
            await RedirectResponse(SIGN_IN, 303)(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        # Closed before it is accepted: the server answers 403.
        await send({"type": "websocket.close", "code": 1008})
    else:
        await PlainTextResponse("Cần đăng nhập.", 403)(scope, receive, send)


def _with_headers(send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = CONTENT_SECURITY
            headers["Referrer-Policy"] = "same-origin"
            headers["X-Content-Type-Options"] = "nosniff"
        await send(message)

    return dressed
