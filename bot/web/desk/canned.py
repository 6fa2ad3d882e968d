"""/staff/canned-replies: ready answers, added, changed, retired and taken back."""

from collections.abc import Callable

from nicegui import ui
from sqlalchemy.orm import Session

from bot.desk.canned import MOST_TEXT, MOST_TITLE, Kept, everything, keep, retire
from bot.store import Staff
from bot.web.desk.addresses import Section
from bot.web.desk.confirm import confirmed
from bot.web.desk.desk import Desk
from bot.web.desk.markup import Words, box
from bot.web.desk.restricted import restricted_page
from bot.web.desk.roles import Permission, require
from bot.web.desk.visit import Visit


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""
    restricted_page(desk, Section.CANNED, Permission.CANNED, _CannedReplies)


def change(desk: Desk, staff: Staff, act: Callable[[Session], None]) -> None:
    """Do one thing with the ready answers, in one transaction.

    Raises:
        NotAllowedError, CaseError: not this role, or what ``act`` refuses.
    """
    require(staff, Permission.CANNED)
    with desk.store.session() as session:
        act(session)


class _CannedReplies:
    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        with box("div", "sheet accounts"):
            Words("h2", "Câu trả lời mẫu")
            Words(
                "p",
                "Cán bộ chọn câu mẫu ở nút Gợi ý trong hộp việc, sửa rồi mới gửi.",
                "note",
            )
            self._adding()
            self._rows = box("div", "cards")

    async def fill(self) -> None:
        """Show every answer as it is now, retired ones last."""
        found = await self._visit.run(lambda _: self._read())
        self._rows.clear()
        with self._rows:
            for one in sorted(found, key=lambda one: one.retired):
                self._retired(one) if one.retired else self._row(one)

    def _read(self) -> list[Kept]:
        with self._visit.desk.store.session() as session:
            return everything(session)

    def _adding(self) -> None:
        with box("section", "card", aria_label="Thêm câu mẫu"):
            Words("h3", "Thêm câu mẫu")
            title = ui.input("Tên câu mẫu").props(f"outlined maxlength={MOST_TITLE}")
            text = _text("Nội dung câu mẫu", "")

            async def add() -> None:
                named, told = str(title.value or ""), str(text.value or "")
                await self._do(lambda session, by: keep(session, by, named, told))
                title.value = text.value = ""
                ui.notify("Đã thêm câu mẫu.", type="positive")

            ui.button("Thêm", on_click=self._visit.guard(add)).props("unelevated no-caps")

    def _row(self, one: Kept) -> None:
        with box("section", "card", aria_label=one.title):
            with box("div", "line"):
                Words("h3", one.title)
                if one.own:
                    Words("span", "Có sẵn", "chip")
            text = _text("Nội dung", one.text)

            async def save() -> None:
                told = str(text.value or "")
                await self._do(lambda session, by: keep(session, by, one.title, told, one.text))
                ui.notify(f"Đã lưu '{one.title}'.", type="positive")

            async def stop() -> None:
                if await confirmed(
                    f"Thôi dùng '{one.title}'?",
                    "Câu này không hiện ở Gợi ý nữa. Vẫn lấy lại được ở cuối trang.",
                    "Thôi dùng",
                ):
                    await self._do(lambda session, by: retire(session, by, one.title, one.text))

            with box("div", "buttons"):
                ui.button("Lưu", on_click=self._visit.guard(save)).props("unelevated no-caps")
                ui.button("Thôi dùng", on_click=self._visit.guard(stop)).props("outline no-caps")

    def _retired(self, one: Kept) -> None:
        async def back() -> None:
            await self._do(lambda session, by: keep(session, by, one.title, one.text, one.text))

        with box("section", "card", aria_label=one.title):
            with box("div", "line"):
                Words("h3", one.title)
                Words("span", "Đã thôi dùng", "chip")
            Words("p", one.text, "note")
            with box("div", "buttons"):
                ui.button("Dùng lại", on_click=self._visit.guard(back)).props("outline no-caps")

    async def _do(self, act: Callable[[Session, Staff], None]) -> None:
        """Do ``act`` for the officer as the store knows them now, then show the list anew."""
        desk = self._visit.desk
        await self._visit.run(
            lambda staff: change(desk, staff, lambda session: act(session, staff))
        )
        await self.fill()


def _text(label: str, value: str) -> ui.textarea:
    return ui.textarea(label, value=value).props(f"outlined autogrow maxlength={MOST_TEXT}")
