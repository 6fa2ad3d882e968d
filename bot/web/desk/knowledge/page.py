"""/staff/knowledge: search and read every record of the index."""

from typing import Any

from fastapi import Request
from nicegui import ui

from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame
from bot.web.desk.knowledge.record import draw
from bot.web.desk.markup import Words, attribute, box, toggled
from bot.web.desk.roles import Permission, may
from bot.web.desk.shelf import Shelves
from bot.web.desk.times import date
from bot.web.desk.visit import Visit
from bot.web.desk.wording import RECORD_KINDS, number
from knowledge.answers import Answer
from knowledge.answers.citing import cite
from knowledge.index import Item
from knowledge.records import RecordKind

STEP = 50
TYPING_SECONDS = 0.25
ALL = "Tất cả"


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""
    shelves = Shelves(desk.services)

    @ui.page(Section.KNOWLEDGE.route, title=TITLE, response_timeout=15)
    async def knowledge(request: Request, record: str = "") -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.KNOWLEDGE) as main:
            page = Knowledge(visit, shelves, main)
        await visit.guard(page.begin)(record)


class Knowledge:
    """The list with its filters, and the record beside it."""

    def __init__(self, visit: Visit, shelves: Shelves, main: ui.element) -> None:
        self._visit = visit
        self._shelves = shelves
        self._main = main
        self._most = STEP
        self._links: dict[str, ui.element] = {}
        self._opened = ""
        again = visit.guard(self._search)
        with box("section", "list", aria_label="Danh sách mục"):
            with box("div", "filters"):
                self._text = ui.input("Tìm theo tên, mã, cách gọi", on_change=again)
                self._text.props(f"outlined dense type=search debounce={TYPING_SECONDS * 1000:.0f}")
                kinds = {
                    "": ALL,
                    **{
                        kind.value: name
                        for kind, name in RECORD_KINDS.items()
                        if kind is not RecordKind.REFUSAL
                    },
                }
                self._kind = ui.select(kinds, value="", label="Loại", on_change=again)
                self._kind.props("outlined dense options-dense")
            Words("a", "Biên tập, chờ duyệt, cần điền ›", "aside", href=Section.EDITING.address)
            self._count = Words("p", "", "note", role="status")
            self._rows = box("div", "rows", role="list")
            self._more = ui.button("Xem thêm", on_click=visit.guard(self._further))
            self._more.props("outline no-caps")
        with box("section", "panel", aria_label="Mục đang mở"):
            Words("a", "‹ Danh sách", "back", href=Section.KNOWLEDGE.address)
            self._panel = box("div", "record", tabindex="0", role="region", aria_label="Nội dung")
            with self._panel:
                Words("p", "Chọn một mục để xem. Phím / để tìm, J và K để di chuyển.", "nothing")

    async def begin(self, record: str) -> None:
        """Fill the list, and open the record that the address names."""
        await self._fill()
        if record:
            await self._open(record)

    async def _search(self, _: Any = None) -> None:
        self._most = STEP
        await self._fill()

    async def _further(self) -> None:
        self._most += STEP
        await self._fill()

    async def _fill(self) -> None:
        text = self._text.value or ""
        kind = RecordKind(self._kind.value) if self._kind.value else None
        found = await self._visit.run(
            lambda _: self._shelves.current().find(text, kind, self._most)
        )
        if text != (self._text.value or ""):
            return
        self._count.text = f"{number(found.total)} mục" if found.total else "Không có mục nào khớp."
        self._more.set_visibility(found.total > len(found.items))
        self._rows.clear()
        self._links.clear()
        with self._rows:
            for item in found.items:
                self._row(item)

    def _row(self, item: Item) -> None:
        with box("div", "item", role="listitem"), box("button", "listed", type="button") as link:
            with box("span", "line"):
                Words("span", RECORD_KINDS[item.kind], "chip")
                Words("b", item.code or "", "code")
                Words("span", _checked(item), "time")
            Words("span", item.title, "question two")
            if item.kind is RecordKind.PLAN:
                Words("span", str(item.payload.get("section", "")), "about")
        link.on("click", lambda: self._visit.guard(self._open)(item.key))
        self._links[item.key] = link
        self._mark(item.key)

    async def _open(self, key: str) -> None:
        found = await self._visit.run(lambda _: self._read(key))
        self._opened = key
        for name in self._links:
            self._mark(name)
        if found is None:
            ui.notify("Mục này không còn trong kho.", type="warning")
            return
        toggled(self._main, "open", on=True)
        self._panel.clear()
        with self._panel:
            draw(*found, may_edit=may(self._visit.staff, Permission.EDIT))

    def _mark(self, key: str) -> None:
        attribute(self._links[key], "aria-current", "true" if key == self._opened else None)

    def _read(self, key: str) -> tuple[Item, Answer] | None:
        answerer = self._visit.desk.services.knowledge.answerer
        item = answerer.searcher.index.find(key)
        return None if item is None else (item, answerer.about(key))


def _checked(item: Item) -> str:
    days = [cited.checked_on for cited in cite(item) if cited.checked_on]
    return f"kiểm tra {date(days[0])}" if days else "chưa kiểm tra"
