"""The conversation: bubbles added at the end, delivery states changed in place."""

from nicegui import ui

from bot.store import DeliveryState, Direction
from bot.web.desk.inbox.views import Opened, Said
from bot.web.desk.markup import Words, attribute, box, toggled
from bot.web.desk.times import clock, day
from bot.web.desk.wording import DELIVERIES, number

_BAD = (DeliveryState.UNKNOWN, DeliveryState.REFUSED, DeliveryState.UNREACHABLE)


class Talk:
    """All that was said, oldest first."""

    def __init__(self) -> None:
        self._case: int | None = None
        self._bubbles: dict[int, _Bubble] = {}
        self._last_day = ""
        self._box = box("div", "talk", role="log", aria_label="Cuộc trò chuyện", tabindex="0")

    def show(self, case: Opened) -> None:
        """Bring the talk to ``case``."""
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
            self._delivery: ui.element | None = None
            if said.delivery is not None:
                self._delivery = Words("p", "", "delivery")

    def show(self, said: Said) -> None:
        if not isinstance(self._delivery, Words) or said.delivery is None:
            return
        words = DELIVERIES[said.delivery]
        if said.delivery in _BAD and said.note:
            words += f" ({said.note})"
        if said.delivery is DeliveryState.UNKNOWN and said.who is Direction.STAFF:
            words += " – không tự gửi lại; cần thì soạn tin mới"
        self._delivery.text = words
        toggled(self._delivery, "bad", said.delivery in _BAD)
