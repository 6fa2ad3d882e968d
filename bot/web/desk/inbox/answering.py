"""The reply box; it exists once, so what is being typed survives every update around it."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.desk.canned import MOST_TEXT
from bot.store import CaseState, Staff
from bot.web.desk.inbox.views import Opened
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may


class Answering:
    """Text box and send button, or the reason why there is none."""

    def __init__(
        self,
        on_send: Callable[[], Awaitable[None]],
        on_suggest: Callable[[], Awaitable[None]],
        on_type: Callable[[str], None],
    ) -> None:
        with box("div", "answering"):
            self._why_not = Words("p", "", "note")
            with box("div", "field") as self._field:
                self._text = (
                    ui.textarea("Trả lời người dân", on_change=lambda e: on_type(e.value or ""))
                    .props(f"outlined autogrow maxlength={MOST_TEXT}")
                    .classes("grow")
                )
                # The handler runs in the browser first: no line break is left behind.
                self._text.on("keydown.ctrl.enter.prevent", on_send)
                self._text.on("keydown.meta.enter.prevent", on_send)
                with box("div", "send"):
                    self._button = ui.button("Gửi", on_click=on_send).props("unelevated no-caps")
                    Words("p", "Ctrl + Enter", "note")
                    ui.button("Gợi ý", on_click=on_suggest).props("outline no-caps")

    @property
    def text(self) -> str:
        """What has been typed."""
        return self._text.value or ""

    def fill(self, text: str) -> None:
        """Put ``text`` into the box."""
        self._text.value = text

    def focus(self) -> None:
        """Put the cursor into the box."""
        self._text.run_method("focus")

    def busy(self, sending: bool) -> None:
        """Keep a second press from sending twice."""
        self._button.set_enabled(not sending)

    def show(self, case: Opened, staff: Staff) -> None:
        """Offer the box to who holds the case, tell others why not."""
        held_here = case.state is CaseState.HELD and case.mine
        self._field.set_visibility(held_here)
        self._why_not.text = "" if held_here else _why_not(case, staff)


def _why_not(case: Opened, staff: Staff) -> str:
    if case.state is CaseState.CLOSED:
        return "Việc đã đóng. Trợ lý tự động đang trả lời người dân."
    if case.state is CaseState.HELD:
        return f"{case.holder or 'Người khác'} đang giữ việc này và trả lời người dân."
    if not may(staff, Permission.ANSWER):
        return "Tài khoản này chỉ xem, không nhận việc."
    return "Nhận việc để trả lời. Khi ông/bà giữ việc, trợ lý tự động im lặng."
