"""The queue: what is handed in, with differences; what was agreed to; everybody's drafts."""

from dataclasses import dataclass
from typing import Any

from nicegui import ui

from bot.editing import to_form
from bot.editing.drafts import in_state
from bot.store import Revision, RevisionState
from bot.web.desk.knowledge.actions import EditActions
from bot.web.desk.knowledge.review import ask_reason, decided, draw_differences
from bot.web.desk.knowledge.words import CHIPS, KINDS, STATES, edit_address
from bot.web.desk.markup import Words, box
from bot.web.desk.roles import Permission, may
from bot.web.desk.times import moment
from bot.web.desk.visit import Visit

_SHOWN = (
    RevisionState.SUBMITTED,
    RevisionState.APPROVED,
    RevisionState.REJECTED,
    RevisionState.DRAFT,
)


@dataclass(frozen=True)
class Waiting:
    """A revision, the text that counts now, and what citizens would read."""

    row: Revision
    present: dict[str, Any] | None
    told: str | None


class Approving:
    """The cards, those that wait for a decision first."""

    def __init__(self, visit: Visit, actions: EditActions) -> None:
        self._visit, self._actions = visit, actions
        with box("div", "sheet"):
            self._cards = box("div", "cards")

    async def fill(self) -> None:
        """Draw what there is now."""
        found = await self._visit.run(lambda _: self._read())
        self._cards.clear()
        with self._cards:
            if not found:
                Words("p", "Không có bản nào chờ duyệt.", "empty")
            for one in found:
                self._card(one)

    def _read(self) -> list[Waiting]:
        with self._visit.desk.store.session() as session:
            rows = in_state(session, *_SHOWN)
            for row in rows:
                _ = row.author.name, row.decided_by and row.decided_by.name
        rows.sort(key=lambda row: (_SHOWN.index(row.state), row.id))
        return [self._waiting(row) for row in rows]

    def _waiting(self, row: Revision) -> Waiting:
        present = self._actions.holdings.payload(row.kind, row.key)
        told = None
        if row.payload is not None:
            told = self._actions.look(row.kind, to_form(row.kind, row.payload), row.payload).text
        return Waiting(row, present, told)

    def _card(self, one: Waiting) -> None:
        row, who = one.row, self._visit.staff
        with box("article", "card"):
            with box("div", "line"):
                Words("span", KINDS[row.kind], "chip")
                Words("b", row.title)
                Words("span", STATES[row.state], f"chip {CHIPS.get(row.state, 'is-draft')}")
                Words("span", f"{row.author.name}, {moment(row.written_at)}", "time")
            Words("p", f"Lý do: {row.reason or 'chưa ghi'}", "note")
            decided(row)
            draw_differences(row.kind, one.present, row.payload)
            if one.told:
                with box("details"):
                    Words("summary", "Người dân sẽ đọc thấy")
                    Words("p", one.told, "preview")
            with box("div", "buttons"):
                self._tools(row, mine=row.author_id == who.id)

    def _tools(self, row: Revision, *, mine: bool) -> None:
        seen = (row.id, row.version)
        if row.state is RevisionState.SUBMITTED:
            if may(self._visit.staff, Permission.PUBLISH) and not mine:
                self._button("Duyệt", lambda: self._approve(seen), "unelevated")
                self._button("Trả lại", lambda: self._reject(seen))
            elif mine:
                Words("p", "Người khác sẽ duyệt bản này.", "note")
                self._button("Rút lại", lambda: self._withdraw(seen))
        elif row.state in (RevisionState.DRAFT, RevisionState.REJECTED) and mine:
            Words("a", "Sửa tiếp", href=edit_address(row.kind, row.key, row.id))

    def _button(self, name: str, step: Any, look: str = "outline") -> None:
        async def act() -> None:
            await step()

        ui.button(name, on_click=self._visit.guard(act)).props(f"{look} no-caps")

    async def _approve(self, seen: tuple[int, int]) -> None:
        await self._visit.run(lambda who: self._actions.approve(who, seen))
        ui.notify("Đã duyệt. Người dân đọc thấy sau ít phút, hoặc từ ngày đã hẹn.", type="positive")
        await self.fill()

    async def _reject(self, seen: tuple[int, int]) -> None:
        why = await ask_reason("Trả lại bản này?", "Người soạn đọc lý do, sửa rồi gửi lại.")
        if why is None:
            return
        await self._visit.run(lambda who: self._actions.reject(who, seen, why))
        await self.fill()

    async def _withdraw(self, seen: tuple[int, int]) -> None:
        await self._visit.run(lambda who: self._actions.withdraw(who, seen))
        await self.fill()
