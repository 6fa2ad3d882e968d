"""The channels on the administrator's page, each with its kill switch."""

from nicegui import ui

from bot.conversation.switches import silent
from bot.web.desk.confirm import confirmed
from bot.web.desk.markup import Words, box
from bot.web.desk.switching import switch
from bot.web.desk.visit import Visit
from bot.web.desk.wording import channel


class Switches:
    """A card with one button a channel."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        with box("section", "card"):
            Words("h2", "Trợ lý trên các kênh")
            Words(
                "p", "Khi tắt, tin của người dân vẫn vào hộp việc; trợ lý chỉ báo tạm nghỉ.", "note"
            )
            self._rows = box("div")

    async def fill(self) -> None:
        """Show each channel as it is now."""
        off = await self._visit.run(lambda _: self._off())
        self._rows.clear()
        with self._rows:
            for name in self._visit.desk.services.channels:
                self._row(name, on=name not in off)

    def _off(self) -> set[str]:
        with self._visit.desk.store.session() as session:
            return {row.channel for row in silent(session)}

    def _row(self, name: str, *, on: bool) -> None:
        called = channel(name)

        async def press() -> None:
            if on and not await confirmed(
                f"Tắt trợ lý trên {called}?",
                "Người dân nhắn đến chỉ nhận một câu báo tạm nghỉ, cho tới khi bật lại.",
                "Tắt",
            ):
                return
            await self._visit.run(lambda staff: switch(self._visit.desk, staff, name, on=not on))
            await self.fill()

        with box("div", "line session"):
            Words("p", f"{called}: {'đang trả lời' if on else 'đang tắt'}", "" if on else "bad")
            button = ui.button(
                f"Tắt {called}" if on else f"Bật {called}", on_click=self._visit.guard(press)
            )
            button.props("outline no-caps" if on else "unelevated no-caps")
