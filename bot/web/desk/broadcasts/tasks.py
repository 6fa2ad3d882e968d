"""What people have to carry out: the text ready to be used, who does it by when, the evidence."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

from nicegui import events, ui

from bot.broadcasts import BroadcastError
from bot.broadcasts.recipients import read_recipients
from bot.plans.limits import FILE_BYTES
from bot.store import ArticleState, Medium
from bot.web.desk.broadcasts.asking import ask_for_proof
from bot.web.desk.broadcasts.doing import Doing
from bot.web.desk.broadcasts.reading import Task
from bot.web.desk.broadcasts.words import ARTICLE_STATES, MEDIA
from bot.web.desk.confirm import confirmed
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number

NOBODY = 0
# Of a long list, the first wrong rows are enough to see what is wrong with it.
MOST_WRONG = 20


class Tasks:
    """Draws open tasks; ``changed`` is called after something was done."""

    def __init__(self, visit: Visit, changed: Callable[[], Awaitable[None]]) -> None:
        self._visit = visit
        self._doing = Doing(visit.desk)
        self._changed = changed

    def draw(self, task: Task, people: dict[int, str]) -> None:
        """Add one task's card."""
        with box("article", "card", aria_label=f"{MEDIA[task.medium]}: {task.title}"):
            with box("div", "line"):
                Words("b", MEDIA[task.medium])
                Words("span", task.title)
            with box("details", "message"):
                Words("summary", "Bài đã duyệt, dùng được ngay")
                Words("p", task.text, "preview")
                ui.button("Chép", on_click=lambda: ui.clipboard.write(task.text)).props(
                    "outline no-caps"
                )
                ui.button("Tải về", on_click=lambda: self._download(task)).props("outline no-caps")
            if not may(self._visit.staff, Permission.DRAFT):
                due = f", hạn {task.due:%d/%m/%Y}" if task.due else ""
                Words("p", f"Người làm: {task.assigned or 'chưa giao'}{due}.", "note")
                return
            self._fields(task, people)

    def _download(self, task: Task) -> None:
        path = self._visit.desk.services.settings.data / task.file if task.file else None
        if path is not None and path.is_file():
            ui.download.content(path.read_bytes(), f"viec-{task.id}{path.suffix}")
        else:
            ui.download.content(task.text, f"viec-{task.id}.txt")

    def _fields(self, task: Task, people: dict[int, str]) -> None:
        with box("div", "filters"):
            who = ui.select(
                {NOBODY: "Chưa giao", **people}, value=task.assigned_id or NOBODY, label="Người làm"
            ).props("outlined dense options-dense")
            due = ui.input("Hạn", value=task.due.isoformat() if task.due else "")
            due.props("outlined dense type=date stack-label")

        async def assign() -> None:
            day = _day(str(due.value or ""))
            to = int(who.value or NOBODY) or None
            await self._visit.run(lambda staff: self._doing.assign(staff, task.id, to, day))
            ui.notify("Đã ghi người làm và hạn.", type="positive")
            await self._changed()

        async def finish() -> None:
            proof = await ask_for_proof(f"Xong: {MEDIA[task.medium]}")
            if proof is None:
                return
            await self._visit.run(lambda staff: self._doing.finish(staff, task.id, proof))
            ui.notify("Đã xong, và đã ghi vào nhật ký hoạt động.", type="positive")
            await self._changed()

        if task.medium is Medium.SMS:
            Numbers(self._visit)
        if task.article is not None:
            why = f": {task.article.note}" if task.article.note else ""
            Words("p", f"Bài viết: {ARTICLE_STATES[task.article.state]}{why}.", "note")
        with box("div", "buttons"):
            if task.medium is Medium.ZALO_ARTICLE and _may_go_out(task):
                publish = ui.button("Đăng lên Zalo", on_click=self._visit.guard(self._asks(task)))
                publish.props("unelevated no-caps")
            ui.button("Xong việc", on_click=self._visit.guard(finish)).props("unelevated no-caps")
            ui.button("Giao việc", on_click=self._visit.guard(assign)).props("outline no-caps")

    def _asks(self, task: Task) -> Callable[[], Awaitable[None]]:
        async def publish() -> None:
            told = (
                "Zalo gửi bài này một lần tới mọi người quan tâm Official Account,"
                " kể cả người chưa đăng ký nhận tin. Không thu lại được."
            )
            if not await confirmed(f"Đăng “{task.title}” lên Zalo?", told, "Đăng và gửi"):
                return
            await self._visit.run(lambda staff: self._doing.publish(staff, task.id))
            ui.notify("Đang đăng. Gửi xong thì việc tự khép.", type="positive")
            await self._changed()

        return publish


def _may_go_out(task: Task) -> bool:
    return task.article is None or task.article.state is ArticleState.REFUSED


class Numbers:
    """A list of numbers for the SMS provider: checked here, kept nowhere."""

    def __init__(self, visit: Visit) -> None:
        picked = ui.upload(
            label="Danh sách số điện thoại (.xlsx, .csv)",
            auto_upload=True,
            max_file_size=FILE_BYTES,
            on_upload=visit.guard(self._take),
            on_rejected=lambda: ui.notify("Tệp quá lớn.", type="warning"),
        ).props('flat bordered accept=".xlsx,.csv"')
        picked.classes("upload")
        ui.button("Chọn danh sách", on_click=lambda: picked.run_method("pickFiles")).props(
            "outline no-caps"
        )
        self._told = box("div", role="status")

    async def _take(self, event: events.UploadEventArguments) -> None:
        content = await event.file.read()
        found = await asyncio.to_thread(read_recipients, event.file.name, content)
        ready = "\r\n".join(("Số điện thoại", *found.phones))
        self._told.clear()
        with self._told:
            Words("p", f"{number(len(found.phones))} số dùng được.")
            if found.wrong:
                Words("p", f"{number(len(found.wrong))} dòng chưa dùng được:", "note bad")
                with box("ul", "reach"):
                    for row in found.wrong[:MOST_WRONG]:
                        Words("li", f"Dòng {row.line}: {row.why}")
            # Excel takes text for UTF-8 only behind this mark.
            ui.button(
                "Tải danh sách đã lọc",
                on_click=lambda: ui.download.content(f"\ufeff{ready}", "so-dien-thoai.csv"),
            ).props("outline no-caps")


def _day(text: str) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise BroadcastError(f"'{text}' không phải ngày") from None
