"""/staff/leader: a period in counts, times and charts that print, for leaders only."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import Any

from nicegui import ui

from bot.desk.audit import audit
from bot.desk.calendar import ZONE
from bot.plans.overview import Overview, Rows, overview, typical
from bot.plans.periods import PeriodKind, parse_period, period_of
from bot.plans.press import write_press_pack
from bot.plans.report.figures import NO_DATA
from bot.store import Staff
from bot.web.desk.addresses import Section
from bot.web.desk.desk import Desk
from bot.web.desk.markup import Words, box
from bot.web.desk.reports.drafting import periods
from bot.web.desk.restricted import restricted_page
from bot.web.desk.roles import Permission, require
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number

TEAL = "#0c5a5d"
# A shape over the day, which a picture tells faster than a table.
CHARTS = ("Theo giờ trong ngày",)


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""
    restricted_page(desk, Section.LEADER, Permission.LEAD, _Leader)


class _Leader:
    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        today = dt.datetime.now(ZONE).date()
        with box("div", "sheet"):
            with box("div", "sheet-head"):
                Words("h2", "Tình hình trong kỳ")
                self._period = ui.select(
                    {period.code: period.name for period in periods(today)},
                    value=period_of(today, PeriodKind.QUARTER).code,
                    label="Kỳ",
                    on_change=visit.guard(self._changed),
                ).props("outlined dense options-dense")
            with box("div", "buttons no-print"):
                export = ui.button("Tải CSV", on_click=visit.guard(self._export))
                export.props("outline no-caps")
                press = ui.button("Gói thông tin báo chí", on_click=visit.guard(self._press))
                press.props("outline no-caps")
                printing = ui.button("In trang này", on_click=lambda: ui.run_javascript("print()"))
                printing.props("outline no-caps")
            self._box = box("div", "report")

    async def fill(self) -> None:
        """Count and draw the chosen period."""
        code = str(self._period.value)
        found = await self._visit.run(lambda who: self._read(who, code))
        self._box.clear()
        with self._box:
            _draw(found)

    async def _changed(self, _: object = None) -> None:
        await self.fill()

    async def _export(self) -> None:
        code = str(self._period.value)
        found = await self._visit.run(lambda who: self._read(who, code))
        ui.download.content(as_csv(found), f"tinh-hinh-{code}.csv")

    async def _press(self) -> None:
        code = str(self._period.value)
        pack = await self._visit.run(lambda who: self._packed(who, code))
        ui.download.content(pack, f"thong-tin-bao-chi-{code}.zip")

    def _packed(self, staff: Staff, code: str) -> bytes:
        found = self._read(staff, code)
        with self._visit.desk.store.session() as session:
            audit(session, staff, "report.press", f"report:{code}")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "press.zip"
            write_press_pack(found, path)
            return path.read_bytes()

    def _read(self, staff: Staff, code: str) -> Overview:
        require(staff, Permission.LEAD)
        services = self._visit.desk.services
        index = services.knowledge.answerer.searcher.index

        def named(subject: str) -> tuple[str, str]:
            item = index.find(subject)
            if item is None:
                return subject, ""
            return item.title, str(item.payload.get("field") or "")

        with services.store.session() as session:
            return overview(
                session,
                parse_period(code),
                services.settings.unit,
                dt.datetime.now(dt.UTC),
                services.calendar,
                named,
            )


def tiles(found: Overview) -> list[tuple[str, str]]:
    """The numbers at the top, each with its name."""
    data = found.data
    average = data.satisfaction.average if data.satisfaction else None
    return [
        ("Câu hỏi của người dân", number(data.all_answers.value if data.all_answers else 0)),
        ("Câu trả lời bị báo sai", number(data.wrong.value if data.wrong else 0)),
        ("Việc chuyển cán bộ", number(len(data.case_lines))),
        ("Việc đang quá hạn", number(found.overdue)),
        ("Phản ánh đúng hạn", data.on_time.text if data.on_time else NO_DATA),
        ("Trả lời đầu tiên (trung vị, giờ làm việc)", typical(found.first_reply_hours)),
        ("Đóng việc (trung vị, giờ làm việc)", typical(found.closing_hours)),
        ("Điểm hài lòng, trên 5", f"{average:.1f}".replace(".", ",") if average else NO_DATA),
        ("Hoạt động tuyên truyền", number(len(data.activities))),
    ]


def as_csv(found: Overview) -> bytes:
    """Everything on the page, for a spreadsheet; the mark at the start tells Excel it is UTF-8."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("Bảng", "Mục", "Số"))
    rows.writerows(("Chung", name, value) for name, value in tiles(found))
    for title, table in found.tables.items():
        rows.writerows((title, _harmless(name), value) for name, value in table)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _harmless(text: str) -> str:
    """What begins like a formula is text to a spreadsheet too."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _draw(found: Overview) -> None:
    with box("div", "tiles"):
        for name, value in tiles(found):
            with box("div", "tile"):
                Words("b", value, "none" if value == NO_DATA else "")
                Words("span", name)
    with box("div", "columns"):
        for title, rows in found.tables.items():
            with box("section", "counts"):
                Words("h3", title)
                if not any(value for _, value in rows):
                    Words("p", f"{NO_DATA.capitalize()} trong kỳ.", "note")
                    continue
                if title not in CHARTS:
                    _table(rows, bars=True)
                    continue
                _chart(title, rows)
                with box("details"):
                    Words("summary", "Xem số")
                    _table(rows, bars=False)


def _chart(title: str, rows: Rows) -> None:
    options: dict[str, Any] = {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": f"Biểu đồ: {title}"}},
        "grid": {"left": 8, "right": 8, "top": 12, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [name for name, _ in rows]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"type": "bar", "data": [value for _, value in rows], "itemStyle": {"color": TEAL}}
        ],
    }
    options["xAxis"]["axisLabel"] = {"color": "#1b2427", "hideOverlap": True}
    ui.echart(options, renderer="svg").classes("chart")


def _table(rows: Rows, *, bars: bool) -> None:
    most = max(value for _, value in rows)
    with box("table"):
        with box("thead", "unseen"), box("tr"):
            Words("th", "Mục", scope="col")
            Words("th", "Số", scope="col")
        with box("tbody"):
            for name, value in rows:
                if not value:
                    continue
                with box("tr"):
                    Words("th", name, scope="row")
                    with box("td"):
                        Words("span", number(value))
                        if bars:
                            bar = box("i", "bar", aria_hidden="true")
                            bar.style(f"width: {value / most:.0%}")
