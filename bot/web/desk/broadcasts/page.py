"""/staff/broadcasts: compose, approve, send, results, and what people carry out."""

from fastapi import Request
from nicegui import ui

from bot.store import BroadcastState
from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.broadcasts.cards import Cards
from bot.web.desk.broadcasts.composing import Begun, Composing
from bot.web.desk.broadcasts.reading import Group, colleagues, groups, open_tasks, pulse
from bot.web.desk.broadcasts.tasks import Tasks
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame, permission_note
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.shelf import Shelves
from bot.web.desk.visit import Visit

LOOK_SECONDS = 2.0


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""
    shelves = Shelves(desk.services)

    @ui.page(Section.BROADCASTS.route, title=TITLE, response_timeout=15)
    async def broadcasts(request: Request, source: str = "", title: str = "") -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.BROADCASTS):
            page = Broadcasts(visit, shelves, Begun(source, title))
        await visit.guard(page.begin)()
        ui.timer(LOOK_SECONDS, visit.guard(page.look), immediate=False)


class Broadcasts:
    """The form, the tasks and the messages."""

    def __init__(self, visit: Visit, shelves: Shelves, begun: Begun) -> None:
        self._visit = visit
        self._desk = visit.desk
        self._seen: object = None
        self._groups: list[Group] | None = None
        self._people: dict[int, str] = {}
        self._composing: Composing | None = None
        self._cards = Cards(visit, self._fill)
        self._tasks = Tasks(visit, self._fill)
        with box("div", "sheet broadcasts"):
            if may(visit.staff, Permission.DRAFT):
                self._composing = Composing(visit, shelves, self._fill, begun)
            else:
                permission_note(visit.staff, "soạn tin")
            with box("div", "sent"):
                with box("section", "todo", aria_label="Việc cần người làm") as self._todo:
                    Words("h2", "Việc cần người làm")
                    self._todo_box = box("div", "cards")
                with box("section", aria_label="Các tin"):
                    Words("h2", "Các tin")
                    self._box = box("div", "cards")

    async def begin(self) -> None:
        """Fill the form and the lists."""
        if self._composing is not None:
            await self._composing.look()
        await self._fill()

    async def look(self) -> None:
        """Redraw when a state changed, and while something is being sent."""
        now = await self._visit.run(lambda _: self._pulse())
        sending = any(
            line.state is BroadcastState.SENDING
            for group in self._groups or ()
            for line in group.lines
        )
        if sending or now != self._seen:
            await self._fill()

    async def _fill(self) -> None:
        found, people, self._seen = await self._visit.run(lambda _: self._read())
        if (found, people) == (self._groups, self._people):
            return
        tasks = open_tasks(found)
        if self._groups is None or tasks != open_tasks(self._groups) or people != self._people:
            self._todo.set_visibility(bool(tasks))
            self._todo_box.clear()
            with self._todo_box:
                for task in tasks:
                    self._tasks.draw(task, people)
        self._groups, self._people = found, people
        self._box.clear()
        with self._box:
            if not found:
                Words("p", "Chưa có tin nào.", "empty")
            for group in found:
                self._cards.draw(group)

    def _read(self) -> tuple[list[Group], dict[int, str], tuple[object, ...]]:
        with self._desk.store.session() as session:
            people, now = colleagues(session), pulse(session)
        return groups(self._desk.store), people, now

    def _pulse(self) -> tuple[object, ...]:
        with self._desk.store.session() as session:
            return pulse(session)
