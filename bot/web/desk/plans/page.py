"""/staff/plans: plans as tasks, and below them what the assistant has read of every plan."""

import datetime as dt
from collections.abc import Callable

from fastapi import Request
from nicegui import ui

from bot.desk.calendar import ZONE
from bot.plans.reminders import coming
from bot.plans.tasks import TaskState
from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.forms import file_field
from bot.web.desk.frame import frame
from bot.web.desk.markup import Words, attribute, box, toggled
from bot.web.desk.plans import reading_page
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.plans.board import Board
from bot.web.desk.plans.reading import Part, Plan, plans_of
from bot.web.desk.plans.reading_link import reading_link
from bot.web.desk.plans.reading_tasks import PlanView, plan_views
from bot.web.desk.roles import Permission, may
from bot.web.desk.times import date
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number


def register(desk: Desk) -> None:
    """Add the page to NiceGUI, and that of one reading."""
    reading_page.register(desk)

    @ui.page(Section.PLANS.route, title=TITLE, response_timeout=15)
    async def plans(request: Request) -> None:
        visit = await Visit.begin(desk, request)
        found = await visit.run(
            lambda _: plans_of(desk.services.knowledge.answerer.searcher.index.items)
        )
        with frame(visit, Section.PLANS) as main:
            page = _Plans(visit, found, main)
        await visit.guard(page.fill)()


class _Plans:
    def __init__(self, visit: Visit, known: list[Plan], main: ui.element) -> None:
        self._visit, self._known, self._main = visit, known, main
        self._actions = PlanActions(visit.desk)
        self._open: str | None = None
        self._links: dict[str, ui.element] = {}
        with box("section", "list", aria_label="Danh sách kế hoạch"):
            if may(visit.staff, Permission.PLAN):
                file_field(visit, "Nhập kế hoạch", self._bring, "TXT, PDF, DOCX")
            self._rows = box("div", "rows", role="list")
        with box("section", "panel", aria_label="Kế hoạch đang mở"):
            Words("a", "‹ Danh sách", "back", href=Section.PLANS.address)
            self._panel = box("div", "record", tabindex="0", role="region", aria_label="Nội dung")
            with self._panel:
                Words("p", "Chọn một kế hoạch để xem từng việc.", "nothing")

    async def fill(self) -> None:
        """Read the list and what is open."""
        views, near = await self._visit.run(lambda _: self._views())
        self._links.clear()
        self._rows.clear()
        with self._rows:
            if near:
                with box("details", "plan-section"):
                    Words("summary", f"{number(len(near))} việc sắp tới hạn")
                    for told in near:
                        Words("p", told, "part")
            Words("p", f"{number(len(views))} kế hoạch đang theo dõi", "note")
            if not views:
                Words("p", "Chưa nhập kế hoạch nào để theo dõi.", "empty")
            for view in views:
                self._tracked(view)
            Words("p", f"{number(len(self._known))} kế hoạch trong kho kiến thức", "note")
            for plan in self._known:
                self._known_row(plan)
        for view in views:
            if self._open == _key(view):
                self._show_tracked(view)

    async def _bring(self, name: str, content: bytes) -> None:
        ui.notify("Đang đọc tệp…")
        done = await self._visit.run(lambda who: self._actions.bring(who, name, content))
        self._open = f"plan:{done.plan_id}"
        await self.fill()
        told = f"Đã nhập {name}: {done.new} nhiệm vụ mới, {done.kept} giữ nguyên."
        told += " Ít phút nữa trợ lý cũng trả lời người dân theo kế hoạch này."
        if done.conflicts:
            told += f" {done.conflicts} chỗ khác bản đã sửa, mời chọn."
        ui.notify(told, type="positive")

    def _views(self) -> tuple[list[PlanView], list[str]]:
        desk = self._visit.desk
        today = dt.datetime.now(ZONE).date()
        with desk.store.session() as session:
            near = [one.text for one in coming(session, today)]
            return plan_views(session, today, desk.services.calendar.is_working_day), near

    def _tracked(self, view: PlanView) -> None:
        plan = view.plan
        link = _row(plan.number, plan.issued, plan.title, _summary(view))
        link.on("click", lambda: self._show_tracked(view))
        self._links[_key(view)] = link

    def _known_row(self, plan: Plan) -> None:
        link = _row(plan.number, plan.issued, plan.title, _origin(plan))
        link.on("click", lambda: self._show_known(plan))
        self._links[plan.key] = link

    def _show_tracked(self, view: PlanView) -> None:
        self._show(_key(view), lambda: Board(self._visit, self._actions, view, self.fill))

    def _show_known(self, plan: Plan) -> None:
        self._show(plan.key, lambda: _sections(plan))

    def _show(self, chosen: str, draw: Callable[[], object]) -> None:
        self._open = chosen
        for key, link in self._links.items():
            attribute(link, "aria-current", "true" if key == chosen else None)
        toggled(self._main, "open", on=True)
        self._panel.clear()
        with self._panel:
            draw()


def _row(code: str | None, issued: dt.date | None, title: str, about: str) -> ui.element:
    with box("div", "item", role="listitem"), box("button", "listed", type="button") as link:
        with box("span", "line"):
            Words("b", code or "Không rõ số", "code")
            Words("span", date(issued) if issued else "không rõ ngày", "time")
        Words("span", title, "question two")
        Words("span", about, "about")
    return link


def _key(view: PlanView) -> str:
    return f"plan:{view.plan.id}"


def _summary(view: PlanView) -> str:
    told = f"{len(view.tasks)} nhiệm vụ"
    for state in (TaskState.OVERDUE, TaskState.INCOMPLETE, TaskState.DONE):
        if view.states[state]:
            told += f" · {view.states[state]} {state.value}"
    return told


def _sections(plan: Plan) -> None:
    with box("div", "record-head"):
        Words("h2", plan.title)
    Words("p", _origin(plan), "note")
    if not plan.own:
        reading_link(plan.file)
    for section, parts in plan.sections.items():
        with box("details", "plan-section", open=""):
            Words("summary", section)
            for part in parts:
                _part(part)


def _part(part: Part) -> None:
    with box("div", "part"):
        if part.question:
            Words("h3", part.question)
        if part.lines:
            Words("p", f"Dòng {part.lines[0]}–{part.lines[1]} của tệp", "note")
        Words("p", part.text, "text")


def _origin(plan: Plan) -> str:
    sections = f"{len(plan.sections)} mục, {len(plan.parts)} đoạn"
    return (
        f"Ghi lại bằng lời của phường, xã · {sections}"
        if plan.own
        else f"Nhập từ {plan.file} · {sections}"
    )
