"""The list of cases, changed in place so that focus and scroll stay where they are."""

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui

from bot.desk.service import told
from bot.store import CaseKind, CaseState
from bot.web.desk.addresses import Section
from bot.web.desk.inbox.views import Filters, Queue, Row, Tab
from bot.web.desk.markup import Words, attribute, box, toggled
from bot.web.desk.times import span
from bot.web.desk.wording import CASE_KINDS, channel, number

TABS = {
    Tab.NEW: "Mới",
    Tab.MINE: "Tôi đang giữ",
    Tab.WAITING: "Chờ dân",
    Tab.OVERDUE: "Quá hạn",
    Tab.OTHERS: "Người khác",
    Tab.CLOSED: "Đã đóng",
}
MOST_SEARCHED = 100
_EMPTY = {
    Tab.NEW: "Không có việc mới. Việc mới tự hiện ở đây.",
    Tab.MINE: "Ông/bà chưa nhận việc nào.",
    Tab.WAITING: "Không có việc nào đang chờ người dân trả lời.",
    Tab.OVERDUE: "Không có việc nào quá hạn.",
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
        on_filter: Callable[[], Awaitable[None]],
        units: Sequence[str],
        channels: Sequence[str],
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
            self._filters(on_filter, units, channels)
            self._empty = Words("p", "", "empty")
            self._box = box("div", "rows", role="list")
            self._more = Words("p", "", "note")

    def _filters(
        self,
        on_filter: Callable[[], Awaitable[None]],
        units: Sequence[str],
        channels: Sequence[str],
    ) -> None:
        with box("div", "search"):
            self._text = ui.input("Tìm trong mọi việc, có dấu hay không", on_change=on_filter)
            self._text.props("outlined dense type=search debounce=400 clearable")
        with box("details", "more-filters"):
            Words("summary", "Lọc danh sách")
            with box("div", "filters"):
                kinds = {"": "Mọi loại", **{kind.value: CASE_KINDS[kind] for kind in CaseKind}}
                known = {"": "Mọi kênh", **{name: channel(name) for name in channels}}
                parts = {"": "Mọi đơn vị", **{unit: unit for unit in units}}
                self._kind = ui.select(kinds, value="", label="Loại", on_change=on_filter)
                self._channel = ui.select(known, value="", label="Kênh", on_change=on_filter)
                self._unit = ui.select(parts, value="", label="Đơn vị", on_change=on_filter)
                for field in (self._kind, self._channel, self._unit):
                    field.props("outlined dense options-dense")

    @property
    def filters(self) -> Filters:
        """What the officer has narrowed the list to."""
        return Filters(
            kind=CaseKind(self._kind.value) if self._kind.value else None,
            channel=self._channel.value or None,
            unit=self._unit.value or None,
            text=" ".join((self._text.value or "").split())[:MOST_SEARCHED],
        )

    def show(self, queue: Queue, selected: int | None) -> None:
        """Bring the list to ``queue``; a row that stays keeps its element."""
        searching = bool(self.filters.text)
        for tab, button in self._buttons.items():
            attribute(
                button, "aria-pressed", "true" if tab is queue.tab and not searching else "false"
            )
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
        nothing = "Không có việc nào có chữ này." if searching else _EMPTY[queue.tab]
        self._empty.text = "" if queue.rows else nothing
        if searching:
            self._more.text = f"{number(len(queue.rows))} việc tìm thấy." if queue.rows else ""
            return
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
                self._urgent = Words("span", "Gấp", "chip is-urgent")
                self._time = Words("span", "", "time")
            Words("span", row.question, "question")
            self._about = Words("span", "", "about")
            self._due = Words("span", "", "about")
        self._link.on("click", lambda: on_open(row.id), js_handler=_OPEN)

    def show(self, row: Row, *, selected: bool) -> None:
        attribute(self._link, "aria-current", "true" if selected else None)
        self._time.text = _waited(row, dt.datetime.now(dt.UTC))
        self._urgent.set_visibility(row.urgent)
        self._due.text = _due(row)
        toggled(self._due, "late", row.overdue or row.window_shuts is not None)
        about = [channel(row.channel)]
        if row.unit:
            about.append(row.unit)
        if row.holder:
            about.append(row.holder)
        unanswered = row.state is CaseState.HELD and row.citizen_spoke_last
        if unanswered:
            about.append("người dân đang chờ trả lời")
        self._about.text = " · ".join(about)
        toggled(self._about, "waiting", unanswered)


def _due(row: Row) -> str:
    parts = []
    if row.overdue and row.due_at:
        parts.append(f"Quá hạn: {told(row.due_at)}")
    elif row.waiting:
        parts.append("Đang chờ người dân trả lời")
    elif row.due_at:
        parts.append(f"Hạn {told(row.due_at)}")
    if row.window_shuts:
        parts.append(f"{channel(row.channel)} sắp khóa: {told(row.window_shuts)}")
    return " · ".join(parts)


def _waited(row: Row, now: dt.datetime) -> str:
    done = {CaseState.HELD: "nhận", CaseState.CLOSED: "đóng"}.get(row.state)
    if now - row.since < dt.timedelta(minutes=1):
        return f"vừa {done or 'tới'}"
    waited = span(row.since, now)
    return f"{done} {waited} trước" if done else f"chờ {waited}"
