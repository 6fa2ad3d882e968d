"""/staff/plan-reading: a plan's reading beside its lines; staff put right what was misread."""

from fastapi import Request
from nicegui import ui

from bot.plans.readings import OpenReading
from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame, permission_note
from bot.web.desk.markup import Words, box, toggled
from bot.web.desk.plans.reading_actions import ReadingActions
from bot.web.desk.plans.reading_dialogs import ElementDialog, LineDialog
from bot.web.desk.plans.reading_elements import Element, groups
from bot.web.desk.plans.reading_settling import Settling
from bot.web.desk.roles import Permission, may
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number
from knowledge.plans import RepairedLine

ALL, UNSURE, CHANGED = "Mọi dòng", "Dòng có chỗ chưa chắc", "Dòng đã phục hồi hoặc sửa"


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""
    actions = ReadingActions(desk)

    @ui.page(Section.READING.route, title=TITLE, response_timeout=60)
    async def reading(request: Request, file: str = "") -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.READING) as main:
            page = _Page(visit, actions, main)
        await visit.guard(page.open)(file)


class _Page:
    def __init__(self, visit: Visit, actions: ReadingActions, main: ui.element) -> None:
        self._visit, self._actions, self._main = visit, actions, main
        self._may = may(visit.staff, Permission.PLAN)
        with box("section", "list", aria_label="Các dòng của tệp"):
            with box("div", "filters"):
                self._which = ui.select([ALL, UNSURE, CHANGED], value=ALL, label="Xem")
                self._which.props("outlined dense options-dense")
            self._count = Words("p", "", "note", role="status")
            self._rows = box("div", "rows", role="list")
        with box("section", "panel", aria_label="Bản đọc"):
            Words("a", "‹ Kế hoạch", "aside", href=Section.PLANS.address)
            self._panel = box("div", "record", tabindex="0", role="region", aria_label="Bản đọc")
        toggled(main, "open", on=True)

    async def open(self, file: str) -> None:
        """Read the plan of ``file`` and draw it."""
        if not file:
            with self._panel:
                Words("p", "Mở một kế hoạch rồi bấm Xem và sửa bản đọc.", "nothing")
            return
        self._opened = await self._visit.run(lambda _: self._actions.open(file))
        self._which.on_value_change(self._lines)
        self._lines()
        self._draw()

    async def done(self, opened: OpenReading, told: str) -> None:
        """Show the reading after a change."""
        self._opened = opened
        with self._main:
            ui.notify(told, type="positive")
        self._lines()
        self._draw()

    def _lines(self) -> None:
        self._rows.clear()
        chosen = [
            (place, line)
            for place, line in enumerate(self._opened.lines, start=1)
            if line.read.strip() and self._wanted(line)
        ]
        self._count.text = f"{number(len(chosen))} dòng"
        with self._rows:
            for place, line in chosen:
                self._line(place, line)

    def _wanted(self, line: RepairedLine) -> bool:
        if self._which.value == UNSURE:
            return bool(line.unsure or line.warnings)
        return self._which.value == ALL or line.text != line.read

    def _line(self, place: int, line: RepairedLine) -> None:
        with box("div", "item", role="listitem"), box("button", "listed", type="button") as link:
            with box("span", "line"):
                Words("b", str(place), "code")
                if line.unsure:
                    Words("span", "có chỗ chưa chắc", "chip is-draft")
            Words("span", line.text.strip(), "said-line")
            if line.text.strip() != line.read.strip():
                Words("span", f"Bản chụp: {line.read.strip()}", "about")
        if self._may:
            link.on(
                "click",
                lambda: LineDialog(self._visit, self._actions, self._opened, place, self.done),
            )

    def _draw(self) -> None:
        opened = self._opened
        self._panel.clear()
        with self._panel:
            with box("div", "record-head"):
                Words("h2", opened.reading.title or opened.file)
            Words("p", f"Đọc từ {opened.file}. Bấm một dòng bên trái để sửa chữ của dòng đó.",
                  "note")  # fmt: skip
            if opened.plan_id is None:
                Words("p", "Kế hoạch này chỉ ở kho kiến thức, chưa thành việc để theo dõi.", "note")
            if not self._may:
                permission_note(self._visit.staff, str(Permission.PLAN))
            Settling(self._visit, self._actions, opened, self.done, may=self._may)
            if opened.reading.warnings:
                with box("details", "plan-section"):
                    Words("summary", f"{len(opened.reading.warnings)} chỗ cần xem lại")
                    for warning in opened.reading.warnings:
                        Words("p", warning, "part")
            for title, elements in groups(opened.reading).items():
                with box("details", "plan-section", open=""):
                    Words("summary", f"{title} ({len(elements)})" if len(elements) > 1 else title)
                    for element in elements:
                        self._element(title, element)

    def _element(self, group: str, element: Element) -> None:
        with box("div", "part"):
            with box("dl", "pairs"):
                for field in element.fields:
                    with box("div"):
                        Words("dt", field.name)
                        if field.told:
                            Words("dd", field.told)
                        else:
                            Words("dd", "chưa đọc được", "bad")
            place = f"Dòng {element.lines[0]}–{element.lines[1]}" if element.lines else "Đầu tệp"
            with box("div", "line"):
                Words("span", place, "note")
                if self._may:
                    button = ui.button("Sửa", on_click=lambda: self._edit(element))
                    button.props("outline no-caps")
                    button.props(f'aria-label="Sửa {group}, {place.lower()}"')

    def _edit(self, element: Element) -> None:
        ElementDialog(self._visit, self._actions, self._opened, element, self.done)
