"""/staff/editing: what waits for approval, drafts, records to look at, suggestions."""

from fastapi import Request
from nicegui import ui

from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame
from bot.web.desk.knowledge.actions import EditActions
from bot.web.desk.knowledge.approving import Approving
from bot.web.desk.knowledge.needing import Needing
from bot.web.desk.knowledge.suggested import Suggested
from bot.web.desk.knowledge.words import edit_address
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.visit import Visit
from knowledge.editing import EditKind

WAITING, NEEDING, SUGGESTED = "Chờ duyệt", "Cần điền, cần xem lại", "Gợi ý"


def register(desk: Desk, actions: EditActions) -> None:
    """Add the page to NiceGUI."""

    @ui.page(Section.EDITING.route, title=TITLE, response_timeout=15)
    async def editing(request: Request) -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.EDITING):
            with box("div", "sheet-head bar-head"):
                with ui.tabs().props("no-caps align=left") as tabs:
                    for name in (WAITING, NEEDING, SUGGESTED):
                        ui.tab(name)
                with box("div", "buttons"):
                    if may(visit.staff, Permission.EDIT):
                        Words("a", "Thêm hỏi đáp", href=edit_address(EditKind.FAQ))
                        Words("a", "Thêm nơi liên hệ", href=edit_address(EditKind.CONTACT))
                    Words("a", "Kho kiến thức", href=Section.KNOWLEDGE.address)
            with ui.tab_panels(tabs, value=WAITING, animated=False).props("keep-alive"):
                with ui.tab_panel(WAITING):
                    approving = Approving(visit, actions)
                with ui.tab_panel(NEEDING):
                    needing = Needing(visit, actions)
                with ui.tab_panel(SUGGESTED):
                    suggested = Suggested(visit, actions)
        fills = {
            WAITING: approving.fill,
            NEEDING: needing.fill,
            SUGGESTED: suggested.fill,
        }

        async def shown() -> None:
            await fills[str(tabs.value or WAITING)]()

        tabs.on_value_change(visit.guard(shown))
        await visit.guard(approving.fill)()
