"""Above a reading: suspected replacements to settle, and what staff said so far, to take back."""

from collections.abc import Callable

from nicegui import ui

from bot.plans.readings import OpenReading
from bot.store import Staff
from bot.web.desk.markup import Words, box
from bot.web.desk.plans.reading_actions import ReadingActions
from bot.web.desk.plans.reading_dialogs import OnDone
from bot.web.desk.plans.reading_elements import label_of
from bot.web.desk.visit import Visit
from knowledge.editing.plan_corrections import LINE, Correction, shown

_MOST_LINES = 12


class Settling:
    """Draws itself once; every button ends in ``on_done``."""

    def __init__(
        self,
        visit: Visit,
        actions: ReadingActions,
        opened: OpenReading,
        on_done: OnDone,
        *,
        may: bool,
    ) -> None:
        self._visit, self._actions, self._opened = visit, actions, opened
        self._on_done, self._may = on_done, may
        for (found, suggested), lines in opened.offers.items():
            self._offer(found, suggested, lines)
        if opened.settled or opened.corrections:
            with box("details", "plan-section"):
                count = len(opened.settled) + len(opened.corrections)
                Words("summary", f"Cán bộ đã sửa {count} chỗ")
                for (found, suggested), meant in opened.settled.items():
                    self._verdict(found, suggested, meant=meant)
                for correction in opened.corrections:
                    self._correction(correction)

    def _offer(self, found: str, suggested: str, lines: list[int]) -> None:
        file = self._opened.file
        with box("div", "warned"):
            Words("h3", f"Nghi “{found}” đã bị thay cho “{suggested}”")
            for place in lines[:_MOST_LINES]:
                line = self._opened.lines[place - 1]
                Words("p", f"{place}. {line.text.strip()}")
                Words("p", f"Nếu đúng: {line.alternative.strip()}", "note")
            if len(lines) > _MOST_LINES:
                Words("p", f"… và {len(lines) - _MOST_LINES} dòng khác.", "note")
            if not self._may:
                return
            with box("div", "buttons"):
                self._button(
                    f"Đúng, là “{suggested}”",
                    lambda who: self._actions.settle(who, file, found, suggested, meant=True),
                    f"Đã đổi “{found}” thành “{suggested}” ở {len(lines)} dòng.",
                )
                self._button(
                    f"Không, giữ “{found}”",
                    lambda who: self._actions.settle(who, file, found, suggested, meant=False),
                    "Đã ghi: giữ nguyên như bản chụp.",
                )

    def _verdict(self, found: str, suggested: str, *, meant: bool) -> None:
        file = self._opened.file
        with box("div", "part"):
            told = f"là “{suggested}”" if meant else "giữ nguyên"
            Words("p", f"“{found}” ở những chỗ đáng ngờ: {told}")
            if self._may:
                self._button(
                    "Hỏi lại",
                    lambda who: self._actions.reopen(who, file, found, suggested),
                    "Đã bỏ quyết định.",
                )

    def _correction(self, one: Correction) -> None:
        file = self._opened.file
        with box("div", "part"):
            where = "Một dòng" if one.path == LINE else label_of(one.path)
            read, value = shown(one.read) or "trống", shown(one.value) or "trống"
            Words("p", f"{where}: “{read}” → “{value}” ({one.by})")
            if one in self._opened.conflicts:
                Words("p", "Nay tệp đọc khác, chỗ sửa này không còn khớp.", "note bad")
            if self._may:
                self._button(
                    "Bỏ chỗ sửa này",
                    lambda who: self._actions.forget(who, file, one),
                    "Đã bỏ chỗ sửa.",
                )

    def _button(self, title: str, work: Callable[[Staff], OpenReading], told: str) -> None:
        async def step() -> None:
            await self._on_done(await self._visit.run(work), told)

        ui.button(title, on_click=self._visit.guard(step)).props("outline no-caps")
