"""/staff/audit: who changed what and when, for the leader and the administrator."""

from typing import Any

from nicegui import ui

from bot.desk import administration
from bot.desk.audit import AuditFilter, entries
from bot.store import AuditEntry, Staff
from bot.web.desk.accounts.audit_words import audit_action, audit_field, audit_value
from bot.web.desk.addresses import Section
from bot.web.desk.desk import Desk
from bot.web.desk.markup import Words, box
from bot.web.desk.restricted import restricted_page
from bot.web.desk.roles import Permission, require
from bot.web.desk.times import moment
from bot.web.desk.visit import Visit

AT_ONCE = 50
_ROOMS = {
    "": "Mọi việc",
    "case": "Việc của người dân",
    "account": "Tài khoản",
    "knowledge": "Kiến thức",
    "broadcast": "Tin gửi dân",
    "plan": "Kế hoạch",
    "activity": "Sổ hoạt động",
    "register": "Sổ theo dõi",
    "report": "Báo cáo",
    "canned": "Câu trả lời mẫu",
    "channel": "Kênh",
}


def register(desk: Desk) -> None:
    """Add the page to NiceGUI."""
    restricted_page(desk, Section.AUDIT, Permission.AUDIT, _Log)


class _Log:
    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        show = visit.guard(self._show)
        with box("div", "sheet audit"):
            Words("h2", "Ai đã thay đổi gì")
            with box("div", "filters"):
                self._who = ui.select({0: "Mọi người"}, value=0, label="Người làm", on_change=show)
                self._what = ui.select(_ROOMS, value="", label="Phần", on_change=show)
                self._which = ui.input("Mã việc hoặc tên", on_change=show)
                for field in (self._who, self._what, self._which):
                    field.props("outlined dense")
                self._which.props("debounce=400 type=search")
            self._rows = box("ol", "entries")
            self._more = ui.button("Xem cũ hơn", on_click=visit.guard(self._older))
            self._more.props("outline no-caps")
        self._last: int | None = None

    async def fill(self) -> None:
        """Offer everybody's name, then show the newest entries."""
        everybody = await self._visit.run(lambda _: self._everybody())
        self._who.set_options({0: "Mọi người", **{one.id: one.name for one in everybody}})
        await self._show()

    async def _show(self, _: Any = None) -> None:
        self._last = None
        self._rows.clear()
        await self._older()

    async def _older(self, _: Any = None) -> None:
        asked = AuditFilter(
            staff_id=self._who.value or None,
            actions=self._what.value or None,
            subject=(self._which.value or "").strip() or None,
        )
        found = await self._visit.run(lambda staff: self._read(staff, asked, self._last))
        with self._rows:
            for entry in found:
                _entry(entry)
            if not found and self._last is None:
                Words("li", "Không có thay đổi nào như vậy.", "note")
        self._more.set_visibility(len(found) == AT_ONCE)
        if found:
            self._last = found[-1].id

    def _read(self, staff: Staff, asked: AuditFilter, before: int | None) -> list[AuditEntry]:
        require(staff, Permission.AUDIT)
        with self._visit.desk.store.session() as session:
            return entries(session, asked, before_id=before, most=AT_ONCE)

    def _everybody(self) -> list[Staff]:
        with self._visit.desk.store.session() as session:
            return administration.listed(session)


def _entry(entry: AuditEntry) -> None:
    with box("li", "entry-line"):
        with box("p", "line"):
            Words("b", entry.actor)
            Words("span", audit_action(entry.action))
            Words("span", entry.subject.partition(":")[2] or entry.subject, "code")
            Words("span", moment(entry.at), "time")
        for title, values in (("Trước", entry.before), ("Sau", entry.after)):
            if values:
                told = "; ".join(
                    f"{audit_field(key)}: {audit_value(key, value)}"
                    for key, value in values.items()
                )
                Words("p", f"{title}: {told}", "note")
        if entry.note:
            Words("p", entry.note, "note")
