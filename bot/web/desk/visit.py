"""One open page of one officer: who it is, asked anew each time something is read or done."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from fastapi import Request
from nicegui import context, ui

from bot.broadcasts import BroadcastError
from bot.desk import CaseError, SignInError
from bot.desk.administration import AccountError
from bot.editing import EditError
from bot.plans import PlanError
from bot.store import Staff
from bot.web.desk.addresses import COOKIE
from bot.web.desk.desk import Desk
from bot.web.desk.roles import NotAllowedError
from knowledge.errors import KnowledgeError

P = ParamSpec("P")
T = TypeVar("T")

# Refusals whose message is written for the officer.
SHOWN = (
    CaseError,
    BroadcastError,
    NotAllowedError,
    KnowledgeError,
    AccountError,
    SignInError,
    PlanError,
    EditError,
)
ENDED = "Phiên làm việc đã hết. Mời đăng nhập lại."
TROUBLE = "Có trục trặc, chưa làm được. Xin thử lại sau ít phút."
# Time to read why, before the sign-in comes.
SECONDS_TO_READ = 2.0


class SignedOutError(Exception):
    """The session was revoked or ran out while the page was open."""


class Visit:
    """An officer at an open page; nothing is kept of what they may do."""

    def __init__(self, desk: Desk, token: str, staff: Staff) -> None:
        self.desk = desk
        self.staff = staff
        self._token = token
        self._left = False
        self._client = context.client

    @classmethod
    async def begin(cls, desk: Desk, request: Request) -> "Visit":
        """The visit of whoever asks for a page.

        Raises:
            SignedOutError: nobody who is signed in; the gate lets no such request through.
        """
        token = request.cookies.get(COOKIE, "")
        staff = await asyncio.to_thread(desk.services.accounts.signed_in, token)
        if staff is None:
            raise SignedOutError
        visit = cls(desk, token, staff)
        ui.on_exception(lambda: ui.notify(TROUBLE, type="negative"))
        return visit

    @property
    def token(self) -> str:
        """The cookie's token, to tell this sign-in from the account's others."""
        return self._token

    async def run(self, work: Callable[[Staff], T]) -> T:
        """Do ``work`` in a thread, for the officer as the store knows them now.

        Raises:
            SignedOutError: the session no longer holds.
        """
        return await asyncio.to_thread(self._work, work)

    def guard(self, step: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
        """Make ``step`` fit for a button or a timer: a refusal is told, a lost session leaves."""

        @wraps(step)
        async def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
            if self._left:
                return
            # Not in the pressed button's own place: a redraw on the way takes that away, and a
            # dialog that is open, or the word that it is done, must not go with it.
            with self._client:
                try:
                    await step(*args, **kwargs)
                except SignedOutError:
                    self._leave()
                except SHOWN as refused:
                    ui.notify(_sentence(str(refused)), type="warning")

        return guarded

    def _work(self, work: Callable[[Staff], T]) -> T:
        staff = self.desk.services.accounts.signed_in(self._token)
        if staff is None:
            raise SignedOutError
        return work(staff)

    def _leave(self) -> None:
        self._left = True
        ui.notify(ENDED, type="warning", timeout=0)
        ui.timer(SECONDS_TO_READ, lambda: ui.navigate.to("/sign-in?ended=1"), once=True)


def _sentence(text: str) -> str:
    """With a capital and a full stop; the command line's messages have neither."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "…", "?", "!")) else f"{text}."
