"""/staff/broadcasts: drafts, approval, sending, results."""

from collections.abc import Awaitable, Callable

from fastapi import Request
from nicegui import ui

from bot.store import BroadcastState
from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.broadcasts.composing import Composing
from bot.web.desk.broadcasts.reading import Line, lines, pulse
from bot.web.desk.broadcasts.words import COUNTS, audience
from bot.web.desk.confirm import confirmed
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame, permission_note
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.shelf import Shelves
from bot.web.desk.times import moment
from bot.web.desk.visit import Visit
from bot.web.desk.wording import BROADCAST_STATES, channel, number

LOOK_SECONDS = 2.0
_GO = {
    BroadcastState.APPROVED: "Gửi",
    BroadcastState.STOPPED: "Gửi tiếp",
    BroadcastState.HALTED: "Gửi tiếp",
}


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""
    shelves = Shelves(desk.services)

    @ui.page(Section.BROADCASTS.route, title=TITLE, response_timeout=15)
    async def broadcasts(request: Request) -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.BROADCASTS):
            page = Broadcasts(visit, shelves)
        await visit.guard(page.begin)()
        ui.timer(LOOK_SECONDS, visit.guard(page.look), immediate=False)


class Broadcasts:
    """The form and the list."""

    def __init__(self, visit: Visit, shelves: Shelves) -> None:
        self._visit = visit
        self._desk = visit.desk
        self._seen: object = None
        self._lines: list[Line] | None = None
        self._composing: Composing | None = None
        with box("div", "sheet broadcasts"):
            if may(visit.staff, Permission.DRAFT):
                self._composing = Composing(visit, shelves, self._fill)
            else:
                permission_note(visit.staff, "soạn tin")
            with box("section", "sent", aria_label="Các tin"):
                Words("h2", "Các tin")
                self._box = box("div", "cards")

    async def begin(self) -> None:
        """Fill the form and the list."""
        if self._composing is not None:
            await self._composing.look()
        await self._fill()

    async def look(self) -> None:
        """Redraw when a state changed, and while something is being sent."""
        now = await self._visit.run(lambda _: self._pulse())
        sending = any(state is BroadcastState.SENDING for _, state in now)
        if sending or now != self._seen:
            await self._fill()

    async def _fill(self) -> None:
        desk = self._desk
        found = await self._visit.run(lambda _: lines(desk.store, desk.campaigns))
        self._seen = tuple((line.id, line.state) for line in found)
        if found == self._lines:
            return
        self._lines = found
        self._box.clear()
        with self._box:
            if not found:
                Words("p", "Chưa có tin nào.", "empty")
            for line in found:
                self._card(line)

    def _card(self, line: Line) -> None:
        with box("article", "card"):
            with box("div", "line"):
                Words("b", f"Tin số {line.id}", "code")
                Words("span", BROADCAST_STATES[line.state], f"chip is-{line.state}")
                Words("span", f"{channel(line.channel)} · {audience(line.audience)}")
                Words("span", moment(line.created_at), "time")
            _text(line)
            if line.approved_by:
                Words("p", f"{line.approved_by} đã duyệt.", "note")
            Words("p", _counts(line), "note")
            with box("div", "buttons"):
                self._buttons(line)

    def _buttons(self, line: Line) -> None:
        staff = self._visit.staff
        if line.state is BroadcastState.DRAFT:
            if may(staff, Permission.APPROVE):
                self._button("Duyệt", lambda: self._approve(line), main=True)
            else:
                Words("p", "Chờ người duyệt hoặc lãnh đạo duyệt.", "note")
        if line.state in _GO and may(staff, Permission.SEND):
            self._button(_GO[line.state], lambda: self._start(line), main=True)
        if line.state is BroadcastState.SENDING:
            self._button("Dừng gửi", lambda: self._stop(line))

    def _button(
        self, title: str, step: Callable[[], Awaitable[None]], *, main: bool = False
    ) -> None:
        button = ui.button(title, on_click=self._visit.guard(step))
        button.props("unelevated no-caps" if main else "outline no-caps")

    async def _approve(self, line: Line) -> None:
        await self._visit.run(lambda staff: self._desk.approve(staff, line.id))
        ui.notify(f"Đã duyệt tin số {line.id}.", type="positive")
        await self._fill()

    async def _start(self, line: Line) -> None:
        people = line.counts["pending"] if line.counts["total"] else line.reach
        told = f"Tin đi tới {number(people)} người trên kênh {channel(line.channel)}."
        if not await confirmed(f"Gửi tin số {line.id}?", told, "Gửi"):
            return
        total = await self._visit.run(lambda staff: self._desk.start(staff, line.id))
        ui.notify(f"Đang gửi tin số {line.id} tới {number(total)} người.", type="positive")
        await self._fill()

    async def _stop(self, line: Line) -> None:
        await self._visit.run(lambda _: self._desk.stop(line.id))
        ui.notify(f"Đã dừng tin số {line.id}.", type="positive")
        await self._fill()

    def _pulse(self) -> tuple[tuple[int, BroadcastState], ...]:
        with self._desk.store.session() as session:
            return pulse(session)


def _text(line: Line) -> None:
    """All of it before it is sent, for whoever approves; afterwards folded away."""
    before = line.state in (BroadcastState.DRAFT, BroadcastState.APPROVED)
    with box("details", "message", **({"open": ""} if before else {})):
        Words("summary", line.text.partition("\n")[0])
        Words("p", line.text, "preview")
        Words("p", "; ".join(f"Nguồn: {source}" for source in line.sources), "note")


def _counts(line: Line) -> str:
    if not line.counts["total"]:
        return f"Hiện có {number(line.reach)} người đăng ký nhận."
    shown = [f"{number(line.counts[key])} {name}" for key, name in COUNTS.items()]
    return " · ".join(part for part in shown if not part.startswith("0 "))
