"""/staff/reports: activities, the periodic report, the registers, questions in counts."""

from fastapi import Request
from nicegui import ui

from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.reports.activities import Activities
from bot.web.desk.reports.drafting import Drafting
from bot.web.desk.reports.questions import Questions
from bot.web.desk.reports.registers import Registers
from bot.web.desk.visit import Visit

ACTIVITIES, DRAFT, REGISTERS, QUESTIONS = "Hoạt động", "Báo cáo kỳ", "Sổ theo dõi", "Hỏi đáp"


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""

    @ui.page(Section.REPORTS.route, title=TITLE, response_timeout=15)
    async def reports(request: Request) -> None:
        visit = await Visit.begin(desk, request)
        actions = PlanActions(desk)
        with frame(visit, Section.REPORTS):
            with ui.tabs().props("no-caps align=left") as tabs:
                for name in (ACTIVITIES, DRAFT, REGISTERS, QUESTIONS):
                    ui.tab(name)
            with ui.tab_panels(tabs, value=ACTIVITIES, animated=False).props("keep-alive"):
                with ui.tab_panel(ACTIVITIES):
                    activities = Activities(visit, actions)
                with ui.tab_panel(DRAFT):
                    drafting = Drafting(visit)
                with ui.tab_panel(REGISTERS):
                    registers = Registers(visit, actions)
                with ui.tab_panel(QUESTIONS):
                    questions = Questions(visit)
        fills = {
            ACTIVITIES: activities.fill,
            DRAFT: drafting.fill,
            REGISTERS: registers.fill,
            QUESTIONS: questions.fill,
        }

        async def shown() -> None:
            await fills[str(tabs.value or ACTIVITIES)]()

        tabs.on_value_change(visit.guard(shown))
        await visit.guard(activities.fill)()
