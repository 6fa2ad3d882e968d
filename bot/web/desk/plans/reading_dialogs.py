"""Dialogs that correct one element or one line of a reading, with the scan's lines in sight."""

import datetime as dt
from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.plans.readings import Change, OpenReading
from bot.web.desk.forms import date_field, date_of
from bot.web.desk.markup import Words, box
from bot.web.desk.plans.reading_actions import ReadingActions
from bot.web.desk.plans.reading_elements import Element, Field
from bot.web.desk.visit import Visit
from knowledge.editing.plan_corrections import Value, shown, source_of

OnDone = Callable[[OpenReading, str], Awaitable[None]]
# The heading has no one place; a plan's number, date and title stand in its first lines.
HEADING_LINES = 15


class ElementDialog:
    """Opens at once; ``on_done`` gets the reading as it is after saving."""

    def __init__(
        self,
        visit: Visit,
        actions: ReadingActions,
        opened: OpenReading,
        element: Element,
        on_done: OnDone,
    ) -> None:
        self._visit, self._actions, self._opened = visit, actions, opened
        self._element, self._on_done = element, on_done
        self._dialog = ui.dialog().props('aria-labelledby="element-title"')
        with self._dialog, box("div", "dialog wide"):
            Words("h2", "Sửa bản đọc", id="element-title")
            first, last = element.lines or (1, min(HEADING_LINES, len(opened.lines)))
            original(opened, first, last)
            self._inputs = [(field, _input(field)) for field in element.fields]
            Words("p", "Để trống: kế hoạch không ghi, hoặc không đọc được.", "note")
            _buttons(visit, self._dialog, self._save)
        self._dialog.open()

    async def _save(self) -> None:
        place = self._element.lines
        source = source_of(place, self._opened.raw) if place else None
        changes = [
            Change(field.path, field.value, value, source)
            for field, shown_input in self._inputs
            if (value := _value(field, shown_input)) != field.value
        ]
        if changes:
            file = self._opened.file
            opened = await self._visit.run(lambda who: self._actions.correct(who, file, changes))
            self._dialog.close()
            await self._on_done(opened, "Đã sửa bản đọc.")
        else:
            self._dialog.close()


class LineDialog:
    """One line as scanned and as it reads."""

    def __init__(
        self,
        visit: Visit,
        actions: ReadingActions,
        opened: OpenReading,
        number: int,
        on_done: OnDone,
    ) -> None:
        self._visit, self._actions, self._opened = visit, actions, opened
        self._number, self._on_done = number, on_done
        line = opened.lines[number - 1]
        self._dialog = ui.dialog().props('aria-labelledby="line-title"')
        with self._dialog, box("div", "dialog wide"):
            Words("h2", f"Sửa dòng {number}", id="line-title")
            original(opened, max(1, number - 1), min(len(opened.lines), number + 1))
            for word in line.unsure:
                rivals = ", ".join(f"“{one}”" for one in word.rivals)
                Words("p", f"Chưa chắc: “{word.written}” (máy quét: “{word.read}”), "
                      f"hoặc là {rivals}.", "note bad")  # fmt: skip
            self._text = ui.textarea("Dòng này là", value=line.text)
            self._text.props("outlined dense autogrow autofocus")
            _buttons(visit, self._dialog, self._save)
        self._dialog.open()

    async def _save(self) -> None:
        text = " ".join(str(self._text.value or "").split())
        file, number = self._opened.file, self._number
        if text == self._opened.lines[number - 1].text.strip():
            self._dialog.close()
            return
        opened = await self._visit.run(
            lambda who: self._actions.correct_line(who, file, number, text)
        )
        self._dialog.close()
        await self._on_done(opened, f"Đã sửa dòng {number}.")


def original(opened: OpenReading, first: int, last: int) -> None:
    """Lines of the file beside what became of them."""
    with box("details", "plan-section", open=""):
        Words("summary", f"Dòng {first}–{last} của {opened.file}")
        with box("div", "part scan"):
            for number in range(first, last + 1):
                line = opened.lines[number - 1]
                if line.read.strip():
                    Words("p", f"{number}. {line.read.strip()}", "raw")
                if line.text.strip() != line.read.strip():
                    Words("p", line.text.strip(), "restored")


def _buttons(visit: Visit, dialog: ui.dialog, save: Callable[[], Awaitable[None]]) -> None:
    with box("div", "buttons"):
        ui.button("Đóng", on_click=dialog.close).props("outline no-caps")
        ui.button("Lưu", on_click=visit.guard(save)).props("unelevated no-caps")


def _input(field: Field) -> ui.input | ui.textarea:
    if field.is_date:
        day = dt.date.fromisoformat(shown(field.value)) if field.value else None
        return date_field(field.label, day)
    written = ui.textarea(field.label, value=shown(field.value))
    written.props("outlined dense autogrow")
    return written


def _value(field: Field, given: ui.input | ui.textarea) -> Value:
    if field.is_date and isinstance(given, ui.input):
        day = date_of(given, field.label)
        return day.isoformat() if day else None
    text = " ".join(str(given.value or "").split())
    if isinstance(field.value, list):
        return [part.strip() for part in text.split(";") if part.strip()]
    return text or None
