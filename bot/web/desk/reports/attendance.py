"""In a training's card: the QR code that people sign in by, and who did."""

import segno
from nicegui import ui

from bot.plans.limits import ATTENDEES_KEPT_DAYS
from bot.store import RegisterEntry
from bot.web.desk.markup import Words, box
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.visit import Visit


class Attendance:
    """Opens, shows and closes the sheet of one training session."""

    def __init__(self, visit: Visit, actions: PlanActions, row: RegisterEntry) -> None:
        self._visit, self._actions, self._row = visit, actions, row
        people = row.sheet.people if row.sheet else 0
        told = f"{people} người đã điểm danh. Tên tự xóa sau {ATTENDEES_KEPT_DAYS} ngày."
        Words("p", told, "note")
        with box("div", "buttons"):
            for title, step in (
                ("Mở điểm danh", self._open),
                ("Xem danh sách", self._list),
                ("Đóng điểm danh", self._close),
            ):
                ui.button(title, on_click=visit.guard(step)).props("outline no-caps")
        self._shown = box("div", aria_live="polite")

    async def _open(self) -> None:
        address = await self._visit.run(
            lambda who: self._actions.open_attendance(who, self._row.id)
        )
        self._shown.clear()
        with self._shown:
            picture = segno.make(address, error="m").svg_data_uri(scale=6, border=2)
            box("img", "qr", src=picture, alt="Mã QR mở trang điểm danh")
            Words("p", address, "key")
            Words("p", "Chiếu mã này cho người dự quét. Mở trong 12 giờ.", "note")
            if self._visit.desk.services.settings.public_url is None:
                told = "Chưa đặt MOTCUA_PUBLIC_URL: điện thoại ngoài máy này chưa mở được trang."
                Words("p", told, "note bad")

    async def _close(self) -> None:
        await self._visit.run(lambda who: self._actions.close_attendance(who, self._row.id))
        self._shown.clear()
        ui.notify("Đã đóng điểm danh.", type="positive")

    async def _list(self) -> None:
        found = await self._visit.run(lambda who: self._actions.attendees(who, self._row.id))
        self._shown.clear()
        with self._shown:
            if not found:
                Words("p", "Chưa có tên nào.", "empty")
            for one in found:
                with box("div", "line"):
                    Words("span", f"{one.name}{f' · {one.place}' if one.place else ''}")
                    button = ui.button(
                        "Xóa tên", on_click=lambda key=one.id: self._visit.guard(self._remove)(key)
                    )
                    button.props("flat no-caps dense").props(f'aria-label="Xóa tên số {one.id}"')

    async def _remove(self, attendee_id: int) -> None:
        await self._visit.run(lambda who: self._actions.remove_attendee(who, attendee_id))
        await self._list()
