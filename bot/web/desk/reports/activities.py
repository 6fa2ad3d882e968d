"""The log of activities: a form for those by hand, and the newest lines."""

import secrets
from collections.abc import Awaitable, Callable

from nicegui import ui
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bot.plans.evidence import Owner
from bot.plans.tasks import tasks
from bot.plans.wording import ACTIVITY_KINDS, CHANNEL_NAMES, REACH_BASES
from bot.store import Activity
from bot.web.desk.confirm import confirmed
from bot.web.desk.evidence import pieces
from bot.web.desk.forms import file_field
from bot.web.desk.markup import Words, box
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.reports.activity_fields import ActivityDialog, ActivityFields
from bot.web.desk.roles import Permission, may
from bot.web.desk.times import date
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number

MOST_ROWS = 60
_TITLE_CHARS = 90


class Activities:
    """Form on the left, lines on the right."""

    def __init__(self, visit: Visit, actions: PlanActions) -> None:
        self._visit, self._actions = visit, actions
        self._source = ""
        self._choices: dict[int, str] = {}
        with box("div", "sheet broadcasts"):
            if may(visit.staff, Permission.PLAN):
                self._form()
            with box("section", aria_label="Sổ hoạt động"):
                Words("h2", "Sổ hoạt động")
                self._cards = box("div", "cards")

    async def fill(self) -> None:
        """Read lines and tasks."""
        rows, choices = await self._visit.run(lambda _: self._read())
        self._choices = choices
        if may(self._visit.staff, Permission.PLAN):
            self._fields.offer(choices)
        self._cards.clear()
        with self._cards:
            if not rows:
                Words("p", "Chưa ghi hoạt động nào.", "empty")
            for row in rows:
                self._card(row)

    def _form(self) -> None:
        self._source = f"form:{secrets.token_hex(8)}"
        with box("section", "compose", aria_label="Ghi hoạt động"):
            Words("h2", "Ghi một hoạt động")
            self._fields = ActivityFields()
            self._links = ui.textarea("Đường liên kết, mỗi dòng một cái")
            self._links.props("outlined dense autogrow")
            save = ui.button("Ghi vào sổ", on_click=self._visit.guard(self._save))
            save.props("unelevated no-caps")
            Words("p", "Ghi xong thì thêm ảnh ở dòng vừa ghi.", "note")

    async def _save(self) -> None:
        facts = self._fields.facts()
        links = str(self._links.value or "").split()
        source = self._source
        made = await self._visit.run(lambda who: self._actions.log(who, facts, links, source))
        self._source = f"form:{secrets.token_hex(8)}"
        self._fields.clear()
        self._links.value = ""
        # Redrawing takes away the slot that a message needs.
        ui.notify(f"Đã ghi hoạt động số {made}.", type="positive")
        await self.fill()

    def _card(self, row: Activity) -> None:
        with box("article", "card"):
            with box("div", "line"):
                Words("b", f"Số {row.id}", "code")
                Words("span", CHANNEL_NAMES[row.channel], "chip")
                if not row.evidence:
                    Words("span", "thiếu minh chứng", "chip is-halted")
                Words("span", date(row.held_on), "time")
            Words("p", row.title)
            Words("p", _told(row), "note")
            pieces(row.evidence)
            if may(self._visit.staff, Permission.PLAN):
                self._tools(row)

    def _tools(self, row: Activity) -> None:
        with box("details"):
            Words("summary", "Sửa, thêm minh chứng, rút lại")

            async def change() -> None:
                ActivityDialog(self._visit, self._actions, row, self._choices, self.fill)

            change_it = ui.button("Sửa, gắn nhiệm vụ", on_click=self._visit.guard(change))
            change_it.props("outline no-caps")
            owner = Owner(activity_id=row.id)
            evidence_form(self._visit, self._actions, owner, self.fill)
            button = ui.button("Rút lại dòng này", on_click=self._visit.guard(self._away(row)))
            button.props("outline no-caps color=negative")

    def _away(self, row: Activity) -> Callable[[], Awaitable[None]]:
        async def away() -> None:
            told = "Dòng này không còn được tính; nó vẫn nằm trong nhật ký."
            if await confirmed(f"Rút hoạt động số {row.id}?", told, "Rút lại"):
                await self._visit.run(lambda who: self._actions.withdraw(who, row.id))
                await self.fill()

        return away

    def _read(self) -> tuple[list[Activity], dict[int, str]]:
        with self._visit.desk.store.session() as session:
            rows = session.scalars(
                select(Activity)
                .where(Activity.withdrawn.is_(False))
                .options(selectinload(Activity.evidence), selectinload(Activity.task))
                .order_by(Activity.held_on.desc(), Activity.id.desc())
                .limit(MOST_ROWS)
            )
            found = tasks(session)
            return list(rows), {one.id: f"{one.id}. {one.content[:_TITLE_CHARS]}" for one in found}


def evidence_form(
    visit: Visit,
    actions: PlanActions,
    owner: Owner,
    on_done: Callable[[], Awaitable[None]],
    items: dict[str, str] | None = None,
) -> None:
    """A link or a file for ``owner``; ``items`` are the lines of its checklist."""
    item = None
    if items:
        item = ui.select(items, value=next(iter(items)), label="Minh chứng cho")
        item.props("outlined dense options-dense")
    link = ui.input("Đường liên kết").props("outlined dense type=url")

    def chosen() -> str | None:
        return str(item.value) if item else None

    async def add() -> None:
        url, of = str(link.value or ""), chosen()
        await visit.run(lambda who: actions.link(who, owner, url, of))
        # Redrawing takes away the slot that a message needs.
        ui.notify("Đã thêm liên kết.", type="positive")
        await on_done()

    async def attach(name: str, content: bytes) -> None:
        of = chosen()
        await visit.run(lambda who: actions.attach(who, owner, name, content, of))
        # Redrawing takes away the slot that a message needs.
        ui.notify(f"Đã thêm {name}.", type="positive")
        await on_done()

    ui.button("Thêm liên kết", on_click=visit.guard(add)).props("outline no-caps")
    file_field(visit, "Ảnh hoặc tệp", attach)


def _told(row: Activity) -> str:
    people = "chưa rõ số người"
    if row.reached is not None:
        people = f"{number(row.reached)} người ({REACH_BASES[row.basis]})"
    task = f"nhiệm vụ số {row.task_id}" if row.task_id else "chưa gắn nhiệm vụ"
    told = f"{ACTIVITY_KINDS[row.kind]} · {row.sessions} lần · {people} · {task}"
    return f"{told} · {row.note}" if row.note else told
