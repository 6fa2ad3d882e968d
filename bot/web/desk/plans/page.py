"""/staff/plans: every plan, grouped, section by section."""

from fastapi import Request
from nicegui import ui

from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame
from bot.web.desk.markup import Words, attribute, box, toggled
from bot.web.desk.plans.reading import Part, Plan, plans_of
from bot.web.desk.times import date
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""

    @ui.page(Section.PLANS.route, title=TITLE, response_timeout=15)
    async def plans(request: Request) -> None:
        visit = await Visit.begin(desk, request)
        found = await visit.run(
            lambda _: plans_of(desk.services.knowledge.answerer.searcher.index.items)
        )
        with frame(visit, Section.PLANS) as main:
            _Plans(found, main)


class _Plans:
    def __init__(self, plans: list[Plan], main: ui.element) -> None:
        self._main = main
        self._links: dict[str, ui.element] = {}
        with box("section", "list", aria_label="Danh sách kế hoạch"):
            Words("p", f"{number(len(plans))} kế hoạch", "note")
            if not plans:
                hint = "Nhập bằng lệnh: motcua knowledge import plans THƯ_MỤC"
                Words("p", f"Chưa có kế hoạch nào. {hint}", "empty")
            with box("div", "rows", role="list"):
                for plan in plans:
                    self._row(plan)
        with box("section", "panel", aria_label="Kế hoạch đang mở"):
            Words("a", "‹ Danh sách", "back", href=Section.PLANS.address)
            self._panel = box("div", "record", tabindex="0", role="region", aria_label="Nội dung")
            with self._panel:
                Words("p", "Chọn một kế hoạch để xem từng mục.", "nothing")

    def _row(self, plan: Plan) -> None:
        with box("div", "item", role="listitem"), box("button", "listed", type="button") as link:
            with box("span", "line"):
                Words("b", plan.number or "Không rõ số", "code")
                Words("span", date(plan.issued) if plan.issued else "không rõ ngày", "time")
            Words("span", plan.title, "question two")
            Words("span", _origin(plan), "about")
        link.on("click", lambda: self._open(plan))
        self._links[plan.key] = link

    def _open(self, plan: Plan) -> None:
        for key, link in self._links.items():
            attribute(link, "aria-current", "true" if key == plan.key else None)
        toggled(self._main, "open", on=True)
        self._panel.clear()
        with self._panel:
            with box("div", "record-head"):
                Words("h2", plan.title)
            Words("p", _origin(plan), "note")
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
