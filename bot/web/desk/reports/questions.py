"""Counts of a period, as tables that also draw themselves as bars."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from nicegui import ui

from bot.store import CaseState
from bot.web.desk.markup import Words, box
from bot.web.desk.reports.reading import Report, report
from bot.web.desk.times import date, moment
from bot.web.desk.visit import Visit
from bot.web.desk.wording import CASE_STATES, OUTCOMES, number

PERIODS = {7: "7 ngày qua", 30: "30 ngày qua", 90: "90 ngày qua"}
USUAL = 30


class Questions:
    """A period and its counts."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        with box("div", "sheet"):
            with box("div", "sheet-head"):
                Words("h2", "Số liệu hỏi đáp")
                self._days = ui.select(
                    PERIODS, value=USUAL, label="Kỳ", on_change=visit.guard(self.fill)
                ).props("outlined dense options-dense")
            self._box = box("div", "report")

    async def fill(self, _: Any = None) -> None:
        """Count and draw the chosen period."""
        days, now = int(self._days.value), dt.datetime.now(dt.UTC)
        counted = await self._visit.run(lambda _: self._count(days, now))
        self._box.clear()
        with self._box:
            _draw(counted)
            Words("p", f"Tính lúc {moment(now)}. Không có dữ liệu cá nhân trong trang này.", "note")

    def _count(self, days: int, now: dt.datetime) -> Report:
        with self._visit.desk.store.session() as session:
            return report(session, days, now)


def _draw(counted: Report) -> None:
    with box("div", "tiles"):
        _tile("Tin của người dân", counted.citizens_messages)
        _tile("Câu trả lời của trợ lý", counted.answers)
        _tile("Việc mở trong kỳ", counted.opened)
        _tile("Việc đóng trong kỳ", counted.closed)
    with box("div", "columns"):
        cases = [(CASE_STATES[state], counted.cases[state]) for state in CaseState]
        _table("Việc hiện nay", "Tình trạng", cases)
        outcomes = [(OUTCOMES[one], times) for one, times in counted.outcomes]
        _table("Trợ lý trả lời thế nào", "Kết quả", outcomes)
        asked = [
            (f"{one.title} ({one.code})" if one.code else one.title, one.times)
            for one in counted.asked
        ]
        _table("Hỏi nhiều nhất (trả lời có nguồn)", "Nguồn", asked)
        days = [(date(day), times) for day, times in reversed(counted.by_day) if times]
        _table("Theo ngày", "Ngày", days)


def _tile(title: str, value: int) -> None:
    with box("div", "tile"):
        Words("b", number(value))
        Words("span", title)


def _table(title: str, first: str, rows: Sequence[tuple[str, int]]) -> None:
    most = max((value for _, value in rows), default=0)
    with box("section", "counts"):
        Words("h3", title)
        if not most:
            Words("p", "Chưa có số liệu trong kỳ.", "note")
            return
        with box("table"):
            with box("thead"), box("tr"):
                Words("th", first, scope="col")
                Words("th", "Số lượt", scope="col")
            with box("tbody"):
                for name, value in rows:
                    with box("tr"):
                        Words("th", name, scope="row")
                        with box("td"):
                            Words("span", number(value))
                            if value:
                                bar = box("i", "bar", aria_hidden="true")
                                bar.style(f"width: {value / most:.0%}")
