"""Draft the report on a period: when it is due, what is missing, and both files."""

import datetime as dt
import tempfile
from pathlib import Path

from nicegui import ui

from bot.desk.audit import audit
from bot.desk.calendar import ZONE
from bot.plans.periods import PeriodKind, ReportPeriod, parse_period, period_of
from bot.plans.report import ReportData, collect, write_docx, write_xlsx
from bot.plans.report.text_document import due_lines
from bot.store import Staff
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, require
from bot.web.desk.visit import Visit

YEARS_BACK = 1


class Drafting:
    """A period, its deadline, its gaps, and two buttons."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        today = dt.datetime.now(ZONE).date()
        options = {period.code: period.name for period in periods(today)}
        with box("div", "sheet"):
            with box("div", "sheet-head"):
                Words("h2", "Báo cáo kỳ")
                self._period = ui.select(
                    options,
                    value=period_of(today, PeriodKind.QUARTER).code,
                    label="Kỳ báo cáo",
                    on_change=visit.guard(self._changed),
                ).props("outlined dense options-dense")
            self._told = box("div", "drafting")
            with box("div", "buttons"):
                for title, ending in (("Tải bản DOCX", "docx"), ("Tải bản XLSX", "xlsx")):
                    button = ui.button(
                        title, on_click=visit.guard(lambda ending=ending: self._download(ending))
                    )
                    button.props("unelevated no-caps")

    async def fill(self) -> None:
        """Show the deadline and what is missing."""
        data = await self._visit.run(lambda _: self._collect(str(self._period.value)))
        self._told.clear()
        with self._told:
            for line in due_lines(data):
                Words("p", line)
            done = f"{len(data.activities)} hoạt động, {len(data.tasks)} nhiệm vụ trong kỳ."
            Words("p", done, "note")
            Words("h3", f"Còn thiếu: {len(data.missing)}")
            with box("ul", "pieces"):
                for line in data.missing:
                    Words("li", line)

    async def _changed(self, _: object = None) -> None:
        await self.fill()

    async def _download(self, ending: str) -> None:
        code = str(self._period.value)
        content = await self._visit.run(lambda who: self._written(who, code, ending))
        ui.download.content(content, f"bao-cao-{code}.{ending}")

    def _written(self, staff: Staff, code: str, ending: str) -> bytes:
        require(staff, Permission.PLAN)
        data = self._collect(code)
        with self._visit.desk.store.session() as session:
            audit(session, staff, "report.draft", f"report:{code}", after={"file": ending})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"report.{ending}"
            (write_docx if ending == "docx" else write_xlsx)(data, path)
            return path.read_bytes()

    def _collect(self, code: str) -> ReportData:
        services = self._visit.desk.services
        now = dt.datetime.now(dt.UTC)
        with services.store.session() as session:
            return collect(
                session,
                parse_period(code),
                services.settings.unit,
                now,
                services.calendar.is_working_day,
            )


def periods(today: dt.date) -> list[ReportPeriod]:
    """Periods that have begun, the longest kinds last, the newest of each kind first."""
    found = []
    for kind, most in (
        (PeriodKind.QUARTER, 4),
        (PeriodKind.MONTH, 12),
        (PeriodKind.HALF, 2),
        (PeriodKind.YEAR, 1),
    ):
        begun = [
            ReportPeriod(kind, year, index)
            for year in range(today.year - YEARS_BACK, today.year + 1)
            for index in range(1, most + 1)
        ]
        found += [one for one in reversed(begun) if one.first <= today]
    return found
