"""One task in a dialog: fill in, correct, settle, tell progress, attach evidence."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.plans.evidence import Owner
from bot.plans.fields import FIELD_NAMES, Value, checked, packed, unpacked
from bot.plans.wording import PROGRESS_NAMES
from bot.store import TaskCorrection, TaskProgress
from bot.web.desk.evidence import pieces
from bot.web.desk.forms import date_field, date_of, file_field
from bot.web.desk.markup import Words, box
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.plans.reading_tasks import TaskView
from bot.web.desk.times import date
from bot.web.desk.visit import Visit


class TaskForm:
    """Opens at once; ``on_done`` redraws the page behind it."""

    def __init__(
        self,
        visit: Visit,
        actions: PlanActions,
        view: TaskView,
        on_done: Callable[[], Awaitable[None]],
    ) -> None:
        self._visit, self._actions, self._view, self._on_done = visit, actions, view, on_done
        task = view.task
        self._dialog = ui.dialog().props('aria-labelledby="task-title"')
        with self._dialog, box("div", "dialog wide"):
            Words("h2", f"Nhiệm vụ số {task.id}", id="task-title")
            if task.first_line:
                Words("p", f"Dòng {task.first_line}–{task.last_line} của {task.plan.file}", "note")
            for name in view.missing:
                Words("p", f"Cần bổ sung: {FIELD_NAMES[name]}.", "note bad")
            for correction in task.corrections:
                if correction.conflict:
                    self._conflict(correction)
            self._content = ui.textarea("Nội dung", value=task.content)
            self._lead = ui.input("Đơn vị chủ trì", value=task.lead or "")
            self._supporting = ui.input(
                "Đơn vị phối hợp (cách nhau bằng dấu ;)", value="; ".join(task.supporting)
            )
            for field in (self._content, self._lead, self._supporting):
                field.props("outlined dense" + (" autogrow" if field is self._content else ""))
            self._due = date_field("Hạn", task.due)
            self._ongoing = ui.checkbox("Việc thường xuyên, không có hạn riêng", value=task.ongoing)
            self._progress = ui.select(PROGRESS_NAMES, value=task.progress, label="Tiến độ")
            self._note = ui.input("Ghi chú", value=task.note)
            self._progress.props("outlined dense")
            self._note.props("outlined dense")
            with box("div", "buttons"):
                ui.button("Đóng", on_click=self._dialog.close).props("outline no-caps")
                save = ui.button("Lưu", on_click=visit.guard(self._save))
                save.props("unelevated no-caps")
            Words("h3", "Minh chứng")
            pieces(view.pieces)
            self._link = ui.input("Đường liên kết").props("outlined dense type=url")
            ui.button("Thêm liên kết", on_click=visit.guard(self._add_link)).props(
                "outline no-caps"
            )
            file_field(visit, "Ảnh hoặc tệp", self._add_file)
        self._dialog.open()

    def _conflict(self, correction: TaskCorrection) -> None:
        said = _shown(unpacked(correction.conflict or {"value": None}))
        kept = _shown(unpacked(correction.value))
        with box("div", "warned"):
            Words(
                "p",
                f"{FIELD_NAMES[correction.field]}: bản nhập mới ghi “{said}”, "
                f"{correction.by} đã sửa thành “{kept}”.",
            )
            with box("div", "buttons"):
                for title, keep in (("Giữ bản đã sửa", True), ("Lấy bản mới", False)):
                    button = ui.button(
                        title,
                        on_click=self._visit.guard(
                            lambda field=correction.field, keep=keep: self._settle(field, keep)
                        ),
                    )
                    button.props("outline no-caps")

    async def _settle(self, field: str, keep: bool) -> None:
        key = self._view.task.id
        await self._visit.run(lambda who: self._actions.settle(who, key, field, keep=keep))
        await self._done("Đã chọn.")

    async def _save(self) -> None:
        task = self._view.task
        due = date_of(self._due, "Hạn")
        typed: dict[str, Value] = {
            "content": str(self._content.value or ""),
            "lead": str(self._lead.value or ""),
            "supporting": [part.strip() for part in str(self._supporting.value or "").split(";")],
            "due": due,
            "ongoing": bool(self._ongoing.value) and due is None,
        }
        changes = {
            field: value
            for field, value in typed.items()
            if packed(checked(field, value)) != packed(getattr(task, field))
        }
        seen = {field: getattr(task, field) for field in changes}
        to, note = TaskProgress(self._progress.value), str(self._note.value or "")
        await self._visit.run(lambda who: self._actions.correct(who, task.id, changes, seen))
        if (to, note) != (task.progress, task.note):
            await self._visit.run(lambda who: self._actions.progress(who, task.id, to, note))
        await self._done(f"Đã lưu nhiệm vụ số {task.id}.")

    async def _add_link(self) -> None:
        owner, url = Owner(task_id=self._view.task.id), str(self._link.value or "")
        await self._visit.run(lambda who: self._actions.link(who, owner, url))
        await self._done("Đã thêm liên kết.")

    async def _add_file(self, name: str, content: bytes) -> None:
        owner = Owner(task_id=self._view.task.id)
        await self._visit.run(lambda who: self._actions.attach(who, owner, name, content))
        await self._done(f"Đã thêm {name}.")

    async def _done(self, told: str) -> None:
        self._dialog.close()
        # Redrawing takes away the slot that a message needs.
        ui.notify(told, type="positive")
        await self._on_done()


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if hasattr(value, "isoformat"):
        return date(value)  # type: ignore[arg-type]
    if isinstance(value, bool):
        return "có" if value else "không"
    return str(value or "trống")
