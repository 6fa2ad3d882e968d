"""What is asked of an activity, in the form of a new one and in the dialog that mends one."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping

from nicegui import ui

from bot.desk.calendar import ZONE
from bot.plans import ActivityFacts
from bot.plans.activities import facts_of
from bot.plans.wording import ACTIVITY_KINDS, CHANNEL_NAMES, REACH_BASES
from bot.store import Activity, ActivityKind, ReachBasis
from bot.web.desk.forms import date_field, date_of, number_of
from bot.web.desk.markup import Words, box
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.visit import Visit
from knowledge.records.plan import PlanChannel

NO_TASK = 0


class ActivityFields:
    """The inputs, empty or filled from ``row``; ``facts`` is what they say."""

    def __init__(self, row: Activity | None = None) -> None:
        today = dt.datetime.now(ZONE).date()
        reached = "" if row is None or row.reached is None else str(row.reached)
        self.title = ui.input("Tên hoạt động", value=row.title if row else "")
        self.title.props("outlined dense")
        self._day = date_field("Ngày", row.held_on if row else today)
        with box("div", "filters"):
            self._kind = ui.select(
                {kind.value: name for kind, name in ACTIVITY_KINDS.items()},
                value=(row.kind if row else ActivityKind.SESSION).value,
                label="Loại",
            )
            self._channel = ui.select(
                {channel.value: name for channel, name in CHANNEL_NAMES.items()},
                value=(row.channel if row else PlanChannel.CONFERENCE).value,
                label="Kênh",
            )
        with box("div", "filters"):
            self._sessions = ui.input("Số lần, số buổi", value=str(row.sessions if row else 1))
            self._reached = ui.input("Số người", value=reached)
            self._basis = ui.select(
                {basis.value: name for basis, name in REACH_BASES.items()},
                value=(row.basis if row else ReachBasis.UNKNOWN).value,
                label="Số người này",
            )
        self._task = ui.select({NO_TASK: "chưa gắn"}, value=NO_TASK, label="Cho nhiệm vụ")
        self._note = ui.input("Ghi chú", value=row.note if row else "")
        for field in (self._kind, self._channel, self._sessions, self._reached):
            field.props("outlined dense options-dense")
        for field in (self._basis, self._task, self._note):
            field.props("outlined dense options-dense")

    def offer(self, tasks: Mapping[int, str], chosen: int | None = None) -> None:
        """The plans' tasks by number; without ``chosen`` the choice stays."""
        value = self._task.value if chosen is None else chosen
        self._task.set_options({NO_TASK: "chưa gắn", **tasks}, value=value)

    def facts(self) -> ActivityFacts:
        """What stands in the inputs.

        Raises:
            PlanError: no date or no number where one belongs.
        """
        return ActivityFacts(
            ActivityKind(self._kind.value),
            PlanChannel(self._channel.value),
            str(self.title.value or ""),
            date_of(self._day, "Ngày") or dt.datetime.now(ZONE).date(),
            number_of(self._sessions, "Số lần") or 1,
            number_of(self._reached, "Số người"),
            ReachBasis(self._basis.value),
            int(self._task.value) or None,
            str(self._note.value or ""),
        )

    def clear(self) -> None:
        """Ready for the next one; day, kind, channel and task often stay the same."""
        for field in (self.title, self._reached, self._note):
            field.value = ""
        self._basis.value = ReachBasis.UNKNOWN.value


class ActivityDialog:
    """Opens at once over one line; ``on_done`` redraws the page behind it."""

    def __init__(
        self,
        visit: Visit,
        actions: PlanActions,
        row: Activity,
        tasks: Mapping[int, str],
        on_done: Callable[[], Awaitable[None]],
    ) -> None:
        self._visit, self._actions, self._row, self._on_done = visit, actions, row, on_done
        self._dialog = ui.dialog().props('aria-labelledby="activity-title"')
        with self._dialog, box("div", "dialog wide"):
            Words("h2", f"Hoạt động số {row.id}", id="activity-title")
            self._fields = ActivityFields(row)
            self._fields.offer(tasks, row.task_id or NO_TASK)
            with box("div", "buttons"):
                ui.button("Đóng", on_click=self._dialog.close).props("outline no-caps")
                save = ui.button("Lưu", on_click=visit.guard(self._save))
                save.props("unelevated no-caps")
        self._dialog.open()

    async def _save(self) -> None:
        facts, key, seen = self._fields.facts(), self._row.id, facts_of(self._row)
        await self._visit.run(lambda who: self._actions.change(who, key, facts, seen))
        self._dialog.close()
        # Redrawing takes away the slot that a message needs.
        ui.notify(f"Đã lưu hoạt động số {key}.", type="positive")
        await self._on_done()
