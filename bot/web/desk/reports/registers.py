"""The registers: one form for each kind, drawn from the fields that the kind has."""

import datetime as dt
import types
import typing
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from bot.plans.evidence import Owner
from bot.plans.registers import CHECKLIST, FORMS, entries, missing_items
from bot.plans.wording import REGISTER_NAMES
from bot.store import Petition, RegisterEntry, RegisterKind
from bot.web.desk.evidence import pieces
from bot.web.desk.forms import date_field, date_of, number_of
from bot.web.desk.markup import Words, box
from bot.web.desk.plans.actions import PlanActions
from bot.web.desk.reports.activities import evidence_form
from bot.web.desk.reports.attendance import Attendance
from bot.web.desk.roles import Permission, may
from bot.web.desk.times import date
from bot.web.desk.visit import Visit
from bot.web.desk.wording import number


class Registers:
    """A choice of register, its form, its lines."""

    def __init__(self, visit: Visit, actions: PlanActions) -> None:
        self._visit, self._actions = visit, actions
        self._may = may(visit.staff, Permission.PLAN)
        with box("div", "sheet"):
            with box("div", "sheet-head"):
                Words("h2", "Sổ theo dõi")
                self._kind = ui.select(
                    {kind.value: name for kind, name in REGISTER_NAMES.items()},
                    value=RegisterKind.TRAINING.value,
                    label="Sổ",
                    on_change=visit.guard(self._changed),
                ).props("outlined dense options-dense")
            self._body = box("div", "cards")

    async def fill(self) -> None:
        """Draw the chosen register."""
        kind = RegisterKind(self._kind.value)
        rows = await self._visit.run(lambda _: self._read(kind))
        self._body.clear()
        with self._body:
            if self._may:
                with box("details", "plan-section"):
                    Words("summary", f"Thêm vào sổ {REGISTER_NAMES[kind].lower()}")
                    with box("div", "part"):
                        self._form(kind)
            if not rows:
                Words("p", "Sổ này chưa có dòng nào.", "empty")
            for row in rows:
                self._card(row)

    async def _changed(self, _: object = None) -> None:
        await self.fill()

    def _form(self, kind: RegisterKind, entry: RegisterEntry | None = None) -> None:
        title = ui.input("Tên", value=entry.title if entry else "").props("outlined dense")
        day = date_field("Ngày", entry.held_on if entry else None)
        inputs: dict[str, tuple[ui.input, type, str]] = {}
        for name, field in FORMS[kind].model_fields.items():
            label = field.title or name
            kept = (entry.fields.get(name) if entry else None) or ""
            meant = _type(field.annotation)
            if meant is dt.date:
                shown = date_field(label, dt.date.fromisoformat(kept) if kept else None)
            else:
                shown = ui.input(label, value=str(kept)).props("outlined dense")
            inputs[name] = (shown, meant, label)

        async def save() -> None:
            values: dict[str, Any] = {}
            for name, (shown, meant, label) in inputs.items():
                if meant is dt.date:
                    values[name] = date_of(shown, label)
                elif meant is int:
                    values[name] = number_of(shown, label)
                else:
                    values[name] = str(shown.value or "")
            told, when = str(title.value or ""), date_of(day, "Ngày")
            key = entry.id if entry else None
            await self._visit.run(
                lambda who: self._actions.register(who, kind, told, when, values, key)
            )
            # Redrawing takes away the slot that a message needs.
            ui.notify("Đã ghi vào sổ.", type="positive")
            await self.fill()

        ui.button("Lưu", on_click=self._visit.guard(save)).props("unelevated no-caps")

    def _card(self, row: RegisterEntry) -> None:
        with box("article", "card"):
            with box("div", "line"):
                Words("b", row.title)
                if row.kind is RegisterKind.MODEL:
                    approved = f"{row.approved_by} đã duyệt" if row.approved_by else "chưa duyệt"
                    Words("span", approved, f"chip is-{'person' if row.approved_by else 'draft'}")
                Words("span", date(row.held_on) if row.held_on else "không ghi ngày", "time")
            for name, field in FORMS[row.kind].model_fields.items():
                if (value := row.fields.get(name)) not in (None, ""):
                    Words("p", f"{field.title}: {_shown(value)}", "note")
            if row.kind is RegisterKind.TRAINING:
                _gaps(row)
            pieces(row.evidence)
            for petition in row.petitions:
                self._petition(petition)
            if self._may:
                self._tools(row)

    def _tools(self, row: RegisterEntry) -> None:
        if row.kind is RegisterKind.DIALOGUE:
            with box("details"):
                Words("summary", "Thêm câu hỏi")
                self._asking(row)
        if row.kind is RegisterKind.TRAINING:
            with box("details"):
                Words("summary", "Điểm danh bằng mã QR")
                Attendance(self._visit, self._actions, row)
        with box("details"):
            Words("summary", "Thêm minh chứng")
            items = CHECKLIST if row.kind is RegisterKind.TRAINING else None
            owner = Owner(entry_id=row.id)
            evidence_form(self._visit, self._actions, owner, self.fill, items)
        with box("details"):
            Words("summary", "Sửa")
            self._form(row.kind, row)
        unapproved = row.kind is RegisterKind.MODEL and row.approved_by is None
        if unapproved and may(self._visit.staff, Permission.LEAD):
            approve = self._then(lambda who: self._actions.approve(who, row.id))
            ui.button("Duyệt", on_click=self._visit.guard(approve)).props("unelevated no-caps")

    def _asking(self, row: RegisterEntry) -> None:
        question = ui.textarea("Câu hỏi, kiến nghị").props("outlined dense autogrow")
        unit = ui.input("Đơn vị trả lời").props("outlined dense")
        due = date_field("Hạn trả lời")

        async def ask() -> None:
            given = str(question.value or ""), str(unit.value or ""), date_of(due, "Hạn")
            await self._visit.run(lambda who: self._actions.ask(who, row.id, *given))
            await self.fill()

        ui.button("Ghi câu hỏi", on_click=self._visit.guard(ask)).props("outline no-caps")

    def _petition(self, one: Petition) -> None:
        with box("div", "part"):
            Words("p", one.question)
            due = f" · hạn {date(one.due)}" if one.due else ""
            Words("p", f"{one.unit or 'chưa giao đơn vị'}{due}", "note")
            if one.answer and one.answered_on:
                Words("p", f"Trả lời ({date(one.answered_on)}): {one.answer}")
            elif self._may:
                answer = ui.textarea("Trả lời").props("outlined dense autogrow")
                save = self._then(
                    lambda who: self._actions.answer(who, one.id, str(answer.value or ""))
                )
                ui.button("Lưu trả lời", on_click=self._visit.guard(save)).props("outline no-caps")

    def _then(self, work: Callable[[Any], None]) -> Callable[[], Awaitable[None]]:
        async def step() -> None:
            await self._visit.run(work)
            await self.fill()

        return step

    def _read(self, kind: RegisterKind) -> list[RegisterEntry]:
        with self._visit.desk.store.session() as session:
            return entries(session, kind)


def _gaps(row: RegisterEntry) -> None:
    gaps = missing_items(row)
    if gaps:
        Words("p", "Còn thiếu: " + ", ".join(CHECKLIST[item].lower() for item in gaps), "note bad")
    else:
        Words("p", "Đủ minh chứng.", "note")


def _type(annotation: Any) -> type:
    """The type behind 'X | None' and 'Annotated[X, …]'."""
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        annotation = next(one for one in typing.get_args(annotation) if one is not type(None))
    if typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    found: type = annotation
    return found


def _shown(value: object) -> str:
    return number(value) if isinstance(value, int) else str(value)
