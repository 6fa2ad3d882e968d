"""One message as a card: its text, each channel's state and results, what can be done now."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.broadcasts.hours import in_ward_time
from bot.store import BroadcastState, TodoState
from bot.web.desk.broadcasts.asking import ask_for_time, ask_to_send, told_before
from bot.web.desk.broadcasts.doing import Doing
from bot.web.desk.broadcasts.reading import Group, Line
from bot.web.desk.broadcasts.words import COUNTS, MEDIA, TODO_STATES, audience
from bot.web.desk.confirm import confirmed
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.times import moment
from bot.web.desk.visit import Visit
from bot.web.desk.wording import BROADCAST_STATES, channel, number

_GO = {
    BroadcastState.APPROVED: "Gửi",
    BroadcastState.STOPPED: "Gửi tiếp",
    BroadcastState.HALTED: "Gửi tiếp",
}
Step = Callable[[], Awaitable[None]]


class Cards:
    """Draws messages; ``changed`` is called after something was done."""

    def __init__(self, visit: Visit, changed: Step) -> None:
        self._visit = visit
        self._doing = Doing(visit.desk)
        self._changed = changed

    def draw(self, group: Group) -> None:
        """Add one message's card."""
        with box("article", "card", aria_label=group.title):
            with box("div", "line"):
                Words("b", group.title)
                Words("span", moment(group.created_at), "time")
            with box("details", "message", **({"open": ""} if group.waits else {})):
                Words("summary", "Nội dung")
                Words("p", group.text, "preview")
                Words("p", "; ".join(f"Nguồn: {source}" for source in group.sources), "note")
            who = [f"{group.created_by} soạn"] if group.created_by else []
            who += [f"{group.approved_by} duyệt"] if group.approved_by else []
            Words("p", ", ".join(who) + "." if who else "", "note")
            for line in group.lines:
                self._line(line)
            for task in group.tasks:
                with box("div", "way"), box("div", "line"):
                    Words("b", MEDIA[task.medium])
                    Words("span", TODO_STATES[task.state], f"chip is-{_chip(task.state)}")
            with box("div", "buttons"):
                self._whole(group)

    def _whole(self, group: Group) -> None:
        staff = self._visit.staff
        if group.waits and not may(staff, Permission.APPROVE):
            Words("p", "Chờ người duyệt hoặc lãnh đạo duyệt.", "note")
        elif group.waits and group.created_by == staff.name:
            Words("p", "Ông/bà đã soạn tin này; nhờ người khác duyệt.", "note")
        elif group.waits:
            self._button("Duyệt", lambda: self._approve(group), main=True)
        if group.to_plan and may(staff, Permission.SEND):
            self._button("Hẹn giờ", lambda: self._plan(group))

    def _line(self, line: Line) -> None:
        results = line.results
        with box("div", "way"):
            with box("div", "line"):
                Words("b", channel(line.channel))
                Words("span", BROADCAST_STATES[line.state], f"chip is-{line.state}")
                Words("span", f"Tin số {line.id} · {audience(line.audience)}", "note")
            if line.scheduled_at and line.state is BroadcastState.APPROVED:
                Words("p", f"Hẹn gửi {in_ward_time(line.scheduled_at)}.", "note")
            if line.note:
                Words("p", f"{line.note[:1].upper()}{line.note[1:]}.", "note bad")
            if line.state is BroadcastState.SENDING:
                done = results.total - results.pending
                bar = box("progress", max=str(results.total), value=str(done))
                bar.props["aria-label"] = f"Đã gửi {done} trên {results.total}"
            Words("p", _counts(line), "note")
            if line.unknown:
                self._unknown(line)
            with box("div", "buttons"):
                staff = self._visit.staff
                if line.state in _GO and may(staff, Permission.SEND):
                    self._button(_GO[line.state], lambda: self._start(line), main=True)
                if line.state is BroadcastState.SENDING:
                    self._button("Dừng gửi", lambda: self._stop(line))

    def _unknown(self, line: Line) -> None:
        with box("details", "message"):
            Words("summary", f"{number(line.results.unknown)} người không rõ đã nhận chưa")
            Words(
                "p",
                "Đường truyền đứt khi tin đang đi. Máy không tự gửi lại để khỏi gửi hai lần.",
                "note",
            )
            with box("ul", "reach"):
                for row in line.unknown:
                    Words("li", f"{row.address}, {moment(row.since)}")
            idle = line.state is not BroadcastState.SENDING
            if idle and may(self._visit.staff, Permission.SEND):
                self._button("Gửi lại cho những người này", lambda: self._again(line))

    def _button(self, title: str, step: Step, *, main: bool = False) -> None:
        button = ui.button(title, on_click=self._visit.guard(step))
        button.props("unelevated no-caps" if main else "outline no-caps")

    async def _approve(self, group: Group) -> None:
        parts = await self._visit.run(lambda staff: self._doing.approve(staff, group.key))
        ui.notify(f"Đã duyệt {parts} phần.", type="positive")
        await self._changed()

    async def _plan(self, group: Group) -> None:
        at = await ask_for_time()
        if at is None:
            return
        await self._visit.run(lambda staff: self._doing.plan(staff, group.key, at))
        ui.notify(f"Sẽ gửi lúc {in_ward_time(at)}.", type="positive")
        await self._changed()

    async def _start(self, line: Line) -> None:
        people = line.results.pending if line.results.total else line.reach
        told = told_before(people, channel(line.channel))
        go = await ask_to_send(f"Gửi tin số {line.id}?", told, people)
        if go is None:
            return
        total = await self._visit.run(
            lambda staff: self._doing.start(staff, line.id, go.typed, urgent=go.urgent)
        )
        ui.notify(f"Đang gửi tin số {line.id} tới {number(total)} người.", type="positive")
        await self._changed()

    async def _stop(self, line: Line) -> None:
        await self._visit.run(lambda staff: self._doing.stop(staff, line.id))
        ui.notify(f"Đã dừng tin số {line.id}.", type="positive")
        await self._changed()

    async def _again(self, line: Line) -> None:
        told = "Ai đã nhận rồi sẽ nhận thêm một lần nữa."
        if not await confirmed(f"Gửi lại cho {line.results.unknown} người?", told, "Gửi lại"):
            return
        rows = await self._visit.run(lambda staff: self._doing.again(staff, line.id))
        ui.notify(f"Đang gửi lại cho {number(rows)} người.", type="positive")
        await self._changed()


def _chip(state: TodoState) -> str:
    return {TodoState.DRAFT: "draft", TodoState.OPEN: "approved"}.get(state, "done")


def _counts(line: Line) -> str:
    if not line.results.total:
        return f"Hiện có {number(line.reach)} người đăng ký nhận."
    shown = [f"{number(getattr(line.results, key))} {name}" for key, name in COUNTS.items()]
    parts = [part for part in shown if not part.startswith("0 ")]
    if line.results.clicks is not None:
        parts.append(f"{number(line.results.clicks)} lượt mở liên kết")
    return " · ".join(parts)
