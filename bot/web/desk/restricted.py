"""A page that only some roles may see: everybody else is told so, and nothing is read for them."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from fastapi import Request
from nicegui import ui

from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame, permission_note
from bot.web.desk.markup import box
from bot.web.desk.roles import Permission, may
from bot.web.desk.visit import Visit

# Counting a year's answers takes longer than the library's three seconds on a small machine.
RESPONSE_SECONDS = 15


class Filled(Protocol):
    """A page's content, drawn empty and filled from the store."""

    @property
    def fill(self) -> Callable[[], Awaitable[None]]:
        """Read the store and show it."""


def restricted_page(
    desk: Desk, section: Section, permission: Permission, draw: Callable[[Visit], Filled]
) -> None:
    """Add the page of ``section`` to NiceGUI; ``draw`` is called for who holds ``permission``."""

    @ui.page(section.route, title=TITLE, response_timeout=RESPONSE_SECONDS)
    async def page(request: Request) -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, section):
            if not may(visit.staff, permission):
                with box("div", "sheet"):
                    permission_note(visit.staff, permission)
                return
            shown = draw(visit)
        await visit.guard(shown.fill)()
