"""/staff/messages: choose a record, see it on every channel, take the files."""

from typing import Any

from fastapi import Request
from nicegui import ui

from bot.messages.brief import Audience, NotInForceError
from bot.messages.briefing import Sources, UnknownSourceError
from bot.messages.voices import ChannelName, Options
from bot.messages.voices.base import DEFAULT_PACE, FASTEST, SLOWEST
from bot.messages.voices.typesetting import TypesettingError
from bot.store import Staff
from bot.web.desk.addresses import TITLE, Section
from bot.web.desk.desk import Desk
from bot.web.desk.frame import frame
from bot.web.desk.markup import Words, box
from bot.web.desk.messages.panel import NAMES, preview_panel
from bot.web.desk.messages.rendering import Shown, shown, today
from bot.web.desk.visit import Visit

AUDIENCES = {
    "": "Theo từng kênh",
    Audience.CITIZEN.value: "Người dân",
    Audience.BUSINESS.value: "Hộ kinh doanh, doanh nghiệp",
    Audience.OFFICER.value: "Cán bộ",
    Audience.HAMLET.value: "Họp thôn, tổ dân phố",
}
ALL = "Tất cả các kênh"


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""

    @ui.page(Section.MESSAGES.route, title=TITLE, response_timeout=15)
    async def messages(request: Request, source: str = "") -> None:
        visit = await Visit.begin(desk, request)
        with frame(visit, Section.MESSAGES):
            page = _Messages(visit, source)
        if source:
            await visit.guard(page.make)()


class _Messages:
    def __init__(self, visit: Visit, source: str) -> None:
        self._visit = visit
        make = visit.guard(self.make)
        with box("div", "sheet wide"):
            with box("div", "sheet-head"):
                Words("h2", "Một nội dung, nhiều kênh")
            Words(
                "p",
                "Nhập mã thủ tục, mã câu hỏi hoặc mã kế hoạch. Số liệu, ngày, phí, tên riêng trong"
                " mỗi bản được so với nguồn trước khi cho tải.",
                "note",
            )
            with box("div", "making"):
                self._source = ui.input("Mã nguồn (ví dụ 1.001193)", value=source)
                self._source.props("outlined dense").on("keydown.enter", make)
                channels = {"": ALL, **{one.value: name for one, name in NAMES.items()}}
                self._channel = ui.select(channels, value="", label="Kênh")
                self._audience = ui.select(AUDIENCES, value="", label="Nói với ai")
                self._pace = ui.number(
                    "Tốc độ đọc (tiếng/phút)", value=DEFAULT_PACE, min=SLOWEST, max=FASTEST
                )
                for field in (self._channel, self._audience, self._pace):
                    field.props("outlined dense options-dense")
                self._accents = ui.checkbox("SMS có dấu")
                ui.button("Xem thử", on_click=make).props("unelevated no-caps")
            self._state = Words("p", "", "note", role="status")
            self._box = box("div")

    async def make(self, _: Any = None) -> None:
        """Render what the fields say and show it."""
        source = str(self._source.value or "").strip()
        self._box.clear()
        if not source:
            self._state.text = "Chưa nhập mã nguồn."
            return
        self._state.text = "Đang soạn…"
        try:
            made = await self._visit.run(lambda staff: self._make(staff, source))
        except (UnknownSourceError, NotInForceError, TypesettingError) as error:
            self._state.text = str(error)[:1].upper() + str(error)[1:] + "."
            return
        blocked = sum(not one.checked.passed for one in made)
        self._state.text = f"{len(made)} bản, {blocked} bản bị chặn."
        with self._box:
            preview_panel(made)

    def _make(self, staff: Staff, source: str) -> list[Shown]:
        settings = self._visit.desk.services.settings
        # A file of the server's is never read by name from here.
        if source.endswith((".yaml", ".yml")):
            raise UnknownSourceError("thông báo .yaml chỉ dùng được ở dòng lệnh")
        pace = min(max(int(self._pace.value or DEFAULT_PACE), SLOWEST), FASTEST)
        options = Options(today=today(), pace=pace, accents=bool(self._accents.value))
        chosen = str(self._channel.value or "")
        channels = (ChannelName(chosen),) if chosen else tuple(ChannelName)
        audience = Audience(self._audience.value) if self._audience.value else None
        sources = Sources.shipped(settings.knowledge)
        return shown(staff, settings, sources, source, channels, audience, options)
