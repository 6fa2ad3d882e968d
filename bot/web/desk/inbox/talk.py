"""The conversation: bubbles added at the end, delivery states changed in place."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.store import DeliveryState, Direction
from bot.web.desk.addresses import Section
from bot.web.desk.attachments import ATTACHMENTS
from bot.web.desk.inbox.views import Opened, Said
from bot.web.desk.markup import Words, attribute, box, toggled
from bot.web.desk.times import clock, day
from bot.web.desk.wording import DELIVERIES, number

CALL_WRONG = "Báo trả lời sai"
OnWrong = Callable[[int], Awaitable[None]]
_BAD = (DeliveryState.UNKNOWN, DeliveryState.REFUSED, DeliveryState.UNREACHABLE)


class Talk:
    """All that was said, oldest first."""

    def __init__(self, on_wrong: OnWrong) -> None:
        self._on_wrong = on_wrong
        self._case: int | None = None
        self._bubbles: dict[int, _Bubble] = {}
        self._last_day = ""
        self._box = box("div", "talk", role="log", aria_label="Cuộc trò chuyện", tabindex="0")

    def show(self, case: Opened, *, may_judge: bool) -> None:
        """Bring the talk to ``case``; whoever ``may_judge`` may call an answer wrong."""
        if case.id != self._case:
            self._case, self._last_day = case.id, ""
            self._bubbles.clear()
            self._box.clear()
            # The page's script scrolls to the end whenever this changes.
            attribute(self._box, "data-stick", case.code)
            if case.hidden:
                with self._box:
                    Words("p", f"{number(case.hidden)} tin cũ hơn không hiện ở đây.", "day")
        for said in case.talk:
            bubble = self._bubbles.get(said.id)
            if bubble is None:
                with self._box:
                    self._day(said)
                    bubble = self._bubbles[said.id] = _Bubble(said)
                    if said.is_answer and may_judge:
                        bubble.offer(said.id, self._on_wrong)
            bubble.show(said)

    def _day(self, said: Said) -> None:
        if (name := day(said.at)) != self._last_day:
            self._last_day = name
            Words("p", name, "day")


class _Bubble:
    def __init__(self, said: Said) -> None:
        with box("article", f"said {said.who}"):
            with box("p", "who"):
                Words("b", said.speaker)
                Words("span", clock(said.at))
            Words("p", said.text, "text")
            for name, place in said.files:
                with box("p", "file"):
                    Words("a", f"Mở: {name}", href=f"{ATTACHMENTS}/{place}", target="_blank")
            self._wrong = Words("p", "", "note bad")
            self._deeds = box("div", "deeds")
            self._delivery: ui.element | None = None
            if said.delivery is not None:
                self._delivery = Words("p", "", "delivery")

    def offer(self, message_id: int, on_wrong: OnWrong) -> None:
        """Put the button that calls this answer wrong."""
        with self._deeds:
            call = ui.button(CALL_WRONG, on_click=lambda: on_wrong(message_id))
            call.props("flat no-caps dense")
            address = f"{Section.REPLAY.address}?message={message_id}"
            Words("a", "Xem đã tra gì", href=address, target="_blank")

    def show(self, said: Said) -> None:
        """Bring what may change to ``said``."""
        self._wrong.text = f"Cán bộ báo sai: {said.wrong}" if said.wrong else ""
        if not isinstance(self._delivery, Words) or said.delivery is None:
            return
        words = DELIVERIES[said.delivery]
        if said.delivery in _BAD and said.note:
            words += f" ({said.note})"
        if said.delivery is DeliveryState.UNKNOWN and said.who is Direction.STAFF:
            words += " – không tự gửi lại; cần thì soạn tin mới"
        self._delivery.text = words
        toggled(self._delivery, "bad", said.delivery in _BAD)
