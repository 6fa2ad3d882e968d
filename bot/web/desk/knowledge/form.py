"""One record's form: an input for each field, what is wrong beside it, the answer as read."""

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.elements.mixins.validation_element import ValidationElement

from bot.editing import FIELDS, Field, FieldKind, to_form
from bot.web.desk.knowledge.actions import Seen
from bot.web.desk.markup import Words, box
from knowledge.editing import EditKind

TYPING_MS = 500
_YES_NO = {"": "Chưa rõ", "yes": "Có", "no": "Không"}


class Form:
    """The inputs; ``changed`` is called after each pause in typing."""

    def __init__(
        self,
        kind: EditKind,
        payload: dict[str, Any],
        changed: Callable[[], Any],
        *,
        writable: bool,
    ) -> None:
        values = to_form(kind, payload)
        self._inputs: dict[str, ValidationElement[Any]] = {}
        with box("div", "drafting"):
            for field in FIELDS[kind]:
                shown = _input(field, values[field.path], changed)
                shown.props("outlined stack-label hide-bottom-space")
                if not writable:
                    shown.props("readonly")
                self._inputs[field.path] = shown

    def values(self) -> dict[str, str]:
        """What stands in the inputs, by path."""
        return {path: str(shown.value or "") for path, shown in self._inputs.items()}

    def tell(self, seen: Seen) -> None:
        """Put each fault beside its field, the first one if there are several."""
        faults: dict[str, str] = {}
        for fault in seen.faults:
            faults.setdefault(fault.path, fault.message)
        for path, shown in self._inputs.items():
            shown.error = faults.get(path)


def draw_preview(place: ui.element, seen: Seen) -> None:
    """What citizens would read, with the names of its sources."""
    place.clear()
    with place:
        if seen.text is None:
            count = len({fault.path for fault in seen.faults})
            Words("p", f"Còn {count} mục cần điền hoặc sửa thì mới xem trước được.", "note")
            return
        Words("p", seen.text, "preview")
        for source in seen.sources:
            Words("p", f"Nguồn: {source}", "note")


def _input(field: Field, value: str, changed: Callable[[], Any]) -> ValidationElement[Any]:
    if field.kind in (FieldKind.CHOICE, FieldKind.YES_NO):
        names = dict(field.choices) if field.choices else _YES_NO
        options = names if value in names else {"": "Chưa chọn", **names}
        return ui.select(options, value=value, label=field.label, on_change=changed)
    if field.kind is FieldKind.DATE:
        return ui.input(field.label, value=value, on_change=changed).props("type=date")
    typing = f"debounce={TYPING_MS}"
    if field.kind is FieldKind.LINE:
        line = ui.input(field.label, value=value, on_change=changed)
        return line.props(f'{typing} hint="{field.hint}"' if field.hint else typing)
    text = ui.textarea(field.label, value=value, on_change=changed)
    return text.props(
        f'autogrow {typing} hint="{field.hint}"' if field.hint else f"autogrow {typing}"
    )
