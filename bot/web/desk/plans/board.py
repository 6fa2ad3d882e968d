"""An open plan: how far it is, by state and by unit, its rules for reports, and its tasks."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.plans.periods import PeriodKind, quarter_name
from bot.plans.tasks import TaskState
from bot.plans.wording import ORIGIN_NAMES
from bot.web.desk.forms import date_field, date_of, number_of
from bot.web.desk.markup import Words, box
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.plans.reading_link import reading_link
from bot.web.desk.plans.reading_tasks import PlanView, RuleView, TaskView
from bot.web.desk.plans.task_form import TaskForm
from bot.web.desk.roles import Permission, may
from bot.web.desk.times import date
from bot.web.desk.visit import Visit

CHIPS = {
    TaskState.INCOMPLETE: "halted",
    TaskState.OVERDUE: "halted",
    TaskState.TODO: "draft",
    TaskState.DOING: "person",
    TaskState.DONE: "done",
    TaskState.NOT_OURS: "draft",
}
KINDS = {
    PeriodKind.MONTH: "Tháng",
    PeriodKind.QUARTER: "Quý",
    PeriodKind.HALF: "6 tháng",
    PeriodKind.YEAR: "Năm",
}


class Board:
    """Draws one plan; ``on_change`` reads everything again."""

    def __init__(
        self,
        visit: Visit,
        actions: PlanActions,
        view: PlanView,
        on_change: Callable[[], Awaitable[None]],
    ) -> None:
        self._visit, self._actions, self._on_change = visit, actions, on_change
        self._plan_id = view.plan.id
        self._may = may(visit.staff, Permission.PLAN)
        with box("div", "record-head"):
            Words("h2", view.plan.title)
        Words("p", _origin(view), "note")
        with box("div", "buttons ways-on"):
            reading_link(view.plan.file)
            if self._may:
                frame = ui.button(
                    "Soạn khung kế hoạch của đơn vị", on_click=visit.guard(self._skeleton)
                )
                frame.props("outline no-caps")
        with box("p", "line"):
            for state, count in view.states.items():
                Words("span", f"{count} {state.value}", f"chip is-{CHIPS[state]}")
        warnings = view.plan.reading.get("warnings") or []
        if warnings:
            with box("details", "plan-section"):
                Words("summary", f"{len(warnings)} chỗ cần xem lại khi đọc tệp")
                for warning in warnings:
                    Words("p", str(warning), "part")
        for rule in view.rules:
            self._rule(rule)
        if view.tasks:
            _units(view)
        Words("h3", "Nhiệm vụ")
        if not view.tasks:
            Words("p", "Không đọc thấy nhiệm vụ nào trong tệp.", "empty")
        with box("div", "cards"):
            for task in view.tasks:
                self._card(task)
        if self._may:
            self._adding()

    async def _skeleton(self) -> None:
        content, missing = await self._visit.run(
            lambda who: self._actions.skeleton(who, self._plan_id)
        )
        ui.download.content(content, f"khung-ke-hoach-{self._plan_id}.docx")
        if missing:
            ui.notify(f"Kế hoạch cấp trên không có: {', '.join(missing)}.", type="warning")

    def _card(self, view: TaskView) -> None:
        task = view.task
        with box("article", "card"):
            with box("div", "line"):
                Words("b", f"Số {task.id}", "code")
                Words("span", view.state.value, f"chip is-{CHIPS[view.state]}")
                Words("span", _when(view), "time")
            Words("p", task.content)
            lead = task.lead or "chưa rõ, cần bổ sung"
            helpers = f" · Phối hợp: {'; '.join(task.supporting)}" if task.supporting else ""
            Words("p", f"Chủ trì: {lead}{helpers}", "note")
            told = f"Theo {ORIGIN_NAMES[task.origin]} · {view.evidence} minh chứng"
            conflicts = sum(1 for one in task.corrections if one.conflict)
            if conflicts:
                told += f" · {conflicts} chỗ bản nhập mới khác bản đã sửa"
            Words("p", told, "note")
            if self._may:
                with box("div", "buttons"):
                    button = ui.button(
                        "Bổ sung, cập nhật", on_click=lambda: self._open(view)
                    ).props("outline no-caps")
                    button.props(f'aria-label="Bổ sung, cập nhật nhiệm vụ số {task.id}"')

    def _open(self, view: TaskView) -> None:
        TaskForm(self._visit, self._actions, view, self._on_change)

    def _rule(self, view: RuleView) -> None:
        rule = view.rule
        with box("section", "card"):
            with box("div", "line"):
                Words("b", "Chế độ báo cáo")
                if rule.day is None:
                    Words("span", TaskState.INCOMPLETE.value, "chip is-halted")
                elif view.coming is not None:
                    Words("span", f"kỳ này: {date(view.coming.day)}", "chip is-person")
            Words("p", f"{rule.who or 'Chưa rõ ai'}: {rule.what}")
            written = rule.due_text or rule.when_text
            Words("p", f"Kế hoạch ghi: {written or 'không ghi hạn'}.", "note")
            workday = view.coming.workday if view.coming else None
            if view.coming and workday and workday != view.coming.day:
                Words("p", f"Hạn rơi vào ngày nghỉ; nên gửi {date(workday)}.", "note bad")
            if self._may:
                self._rule_form(view)

    def _rule_form(self, view: RuleView) -> None:
        rule = view.rule
        with box("details"):
            Words("summary", "Ghi hạn báo cáo")
            with box("div", "filters"):
                day = ui.input("Ngày trong tháng", value=str(rule.day or ""))
                after = ui.select(
                    {0: "tháng cuối kỳ", 1: "tháng sau kỳ"},
                    value=min(rule.months_after, 1),
                    label="Của",
                )
                kinds = ui.select(
                    {kind.value: name for kind, name in KINDS.items()},
                    value=list(rule.frequencies),
                    multiple=True,
                    label="Kỳ báo cáo",
                )
                for field in (day, after, kinds):
                    field.props("outlined dense")

            async def save() -> None:
                chosen = [PeriodKind(value) for value in kinds.value]
                number = number_of(day, "Ngày") or 0
                months = int(after.value)
                await self._visit.run(
                    lambda who: self._actions.rule(who, rule.id, number, months, chosen)
                )
                # Redrawing takes away the slot that a message needs.
                ui.notify("Đã ghi hạn báo cáo.", type="positive")
                await self._on_change()

            ui.button("Lưu hạn", on_click=self._visit.guard(save)).props("unelevated no-caps")

    def _adding(self) -> None:
        with box("details", "plan-section"):
            Words("summary", "Thêm nhiệm vụ")
            with box("div", "part"):
                content = ui.textarea("Nội dung").props("outlined dense autogrow")
                lead = ui.input("Đơn vị chủ trì").props("outlined dense")
                due = date_field("Hạn (để trống nếu thường xuyên)")

                async def add() -> None:
                    given = str(content.value or ""), str(lead.value or ""), date_of(due, "Hạn")
                    await self._visit.run(
                        lambda who: self._actions.add_task(who, self._plan_id, *given)
                    )
                    # Redrawing takes away the slot that a message needs.
                    ui.notify("Đã thêm nhiệm vụ.", type="positive")
                    await self._on_change()

                ui.button("Thêm", on_click=self._visit.guard(add)).props("unelevated no-caps")


def _units(view: PlanView) -> None:
    states = [state for state in TaskState if view.states[state]]
    with box("details", "plan-section"):
        Words("summary", "Đơn vị và tình trạng")
        with box("table", "units"):
            with box("thead"), box("tr"):
                for title in ("Đơn vị chủ trì", *(state.value for state in states)):
                    Words("th", title, scope="col")
            with box("tbody"):
                for unit, counts in view.units.items():
                    with box("tr"):
                        Words("th", unit, scope="row")
                        for state in states:
                            Words("td", str(counts[state] or "–"))


def _when(view: TaskView) -> str:
    task = view.task
    if task.due is not None:
        return f"hạn {date(task.due)} ({quarter_name(task.due)})"
    return "thường xuyên" if task.ongoing else "chưa rõ hạn"


def _origin(view: PlanView) -> str:
    plan = view.plan
    parts = [plan.number or "Không rõ số", plan.issuer or "không rõ nơi ban hành"]
    if plan.issued:
        parts.append(date(plan.issued))
    return " · ".join([*parts, f"nhập từ {plan.file}"])
