"""The list of cases, changed in place so that focus and scroll stay where they are."""

import datetime as dt
from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.store import CaseState
from bot.web.desk.addresses import Section
from bot.web.desk.inbox.views import Queue, Row, Tab
from bot.web.desk.markup import Words, attribute, box, toggled
from bot.web.desk.times import span
from bot.web.desk.wording import CASE_KINDS, channel, number

TABS = {
    Tab.NEW: "Mới",
    Tab.MINE: "Tôi đang giữ",
    Tab.OTHERS: "Đang giữ (người khác)",
    Tab.CLOSED: "Đã đóng",
}
_EMPTY = {
    Tab.NEW: "Không có việc mới. Việc mới tự hiện ở đây.",
    Tab.MINE: "Ông/bà chưa nhận việc nào.",
    Tab.OTHERS: "Không có việc nào do người khác giữ.",
    Tab.CLOSED: "Chưa có việc nào đã đóng.",
}
# A click opens in place; with a modifier it stays a link, for another window.
_OPEN = "(e) => { if (e.ctrlKey || e.metaKey || e.shiftKey) return; e.preventDefault(); emit(); }"


class CaseList:
    """Tabs with counts, and one link a case."""

    def __init__(
        self,
        on_tab: Callable[[Tab], Awaitable[None]],
        on_open: Callable[[int], Awaitable[None]],
    ) -> None:
        self._on_open = on_open
        self._rows: dict[int, _RowLink] = {}
        self._counts: dict[Tab, Words] = {}
        self._buttons: dict[Tab, ui.element] = {}
        with box("section", "list", aria_label="Danh sách việc"):
            with box("div", "tabs", role="group", aria_label="Chọn danh sách"):
                for tab, title in TABS.items():
                    with box("button", "tab", type="button") as button:
                        Words("span", title)
                        self._counts[tab] = Words("span", "", "count")
                    button.on("click", lambda tab=tab: on_tab(tab))
                    self._buttons[tab] = button
            self._empty = Words("p", "", "empty")
            self._box = box("div", "rows", role="list")
            self._more = Words("p", "", "note")

    def show(self, queue: Queue, selected: int | None) -> None:
        """Bring the list to ``queue``; a row that stays keeps its element."""
        for tab, button in self._buttons.items():
            attribute(button, "aria-pressed", "true" if tab is queue.tab else "false")
            self._counts[tab].text = number(queue.counts[tab])
        kept = {row.id for row in queue.rows}
        for gone in [key for key in self._rows if key not in kept]:
            self._rows.pop(gone).item.delete()
        for position, row in enumerate(queue.rows):
            link = self._rows.get(row.id)
            if link is None:
                with self._box:
                    link = self._rows[row.id] = _RowLink(row, self._on_open)
            children = self._box.default_slot.children
            if children[position] is not link.item:
                link.item.move(target_index=position)
            link.show(row, selected=row.id == selected)
        self._empty.text = "" if queue.rows else _EMPTY[queue.tab]
        left_out = queue.counts[queue.tab] - len(queue.rows)
        self._more.text = f"Còn {number(left_out)} việc nữa." if left_out > 0 else ""


class _RowLink:
    def __init__(self, row: Row, on_open: Callable[[int], Awaitable[None]]) -> None:
        address = f"{Section.INBOX.address}?case={row.code}"
        self.item = box("div", "item", role="listitem")
        with self.item, box("a", "listed", href=address) as self._link:
            with box("span", "line"):
                Words("b", row.code, "code")
                Words("span", CASE_KINDS[row.kind], f"chip is-{row.kind}")
                self._time = Words("span", "", "time")
            Words("span", row.question, "question")
            self._about = Words("span", "", "about")
        self._link.on("click", lambda: on_open(row.id), js_handler=_OPEN)

    def show(self, row: Row, *, selected: bool) -> None:
        attribute(self._link, "aria-current", "true" if selected else None)
        self._time.text = _waited(row, dt.datetime.now(dt.UTC))
        about = [channel(row.channel)]
        if row.holder:
            about.append(row.holder)
        unanswered = row.state is CaseState.HELD and row.citizen_spoke_last
        if unanswered:
            about.append("người dân đang chờ trả lời")
        self._about.text = " · ".join(about)
        toggled(self._about, "waiting", unanswered)


def _waited(row: Row, now: dt.datetime) -> str:
    done = {CaseState.HELD: "nhận", CaseState.CLOSED: "đóng"}.get(row.state)
    if now - row.since < dt.timedelta(minutes=1):
        return f"vừa {done or 'tới'}"
    waited = span(row.since, now)
    return f"{done} {waited} trước" if done else f"chờ {waited}"
