"""What is asked before a case is closed, passed on or noted; None means: do nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from nicegui import ui

from bot.desk.canned import MOST_TEXT
from bot.desk.wrong_answers import MOST_REASON
from bot.store import CloseReason, Staff
from bot.web.desk.confirm import answer_of
from bot.web.desk.inbox.views import Opened
from bot.web.desk.markup import Words, box
from bot.web.desk.wording import CLOSE_REASONS

_UNIT, _PERSON = "unit:", "staff:"


async def ask_closing(case: Opened, typed: str) -> tuple[CloseReason, str | None] | None:
    """Why, and with which words; None for the words when what was said already is the answer."""
    with _dialog(f"Đóng việc {case.code}?") as dialog:
        reasons = {reason.value: title for reason, title in CLOSE_REASONS.items()}
        reason = ui.select(reasons, value=CloseReason.ANSWERED.value, label="Lý do đóng")
        told = (
            "Ông/bà đã trả lời người dân. Có thể thêm lời cuối."
            if case.answered
            else "Chưa có câu trả lời nào của cán bộ trong việc này. Viết câu trả lời để đóng."
        )
        Words("p", told)
        answer = ui.textarea("Lời gửi người dân", value=typed.strip())
        answer.props(f"outlined autogrow maxlength={MOST_TEXT}")
        reason.props("outlined")
        Words("p", "Người dân sẽ được báo, và trợ lý tự động trả lời tiếp.", "note")
        _buttons(dialog, "Đóng việc", lambda: (reason.value, (answer.value or "").strip()))
    got = await answer_of(dialog)
    return None if got is None else (CloseReason(got[0]), got[1] or None)


async def ask_transfer(
    case: Opened, people: Sequence[Staff], units: Sequence[str]
) -> tuple[int | None, str, str] | None:
    """To whom: the account's id, or None and the unit; and the note that goes with it."""
    choices = {f"{_UNIT}{unit}": unit for unit in units if unit != case.unit}
    choices |= {
        f"{_PERSON}{one.id}": f"{one.name}" + (f" ({one.unit})" if one.unit else "")
        for one in people
    }
    with _dialog(f"Chuyển việc {case.code}") as dialog:
        to = ui.select(choices, label="Chuyển tới đơn vị hoặc đồng nghiệp", with_input=True)
        note = ui.textarea("Ghi chú cho người nhận").props("outlined autogrow")
        to.props("outlined")
        Words("p", "Ghi chú chỉ cán bộ đọc được, người dân không thấy.", "note")
        _buttons(dialog, "Chuyển", lambda: (to.value, note.value or ""))
    got = await answer_of(dialog)
    if got is None:
        return None
    chosen, said = got
    if not chosen:
        ui.notify("Chưa chọn nơi nhận.", type="warning")
        return None
    if chosen.startswith(_PERSON):
        return int(chosen.removeprefix(_PERSON)), "", said
    return None, chosen.removeprefix(_UNIT), said


async def ask_note(case: Opened) -> str | None:
    """The words of an internal note."""
    with _dialog(f"Ghi chú nội bộ, việc {case.code}") as dialog:
        text = ui.textarea("Ghi chú").props("outlined autogrow autofocus")
        Words("p", "Chỉ cán bộ đọc được, người dân không thấy.", "note")
        _buttons(dialog, "Lưu ghi chú", lambda: text.value or "")
    got: str | None = await answer_of(dialog)
    return got


async def ask_wrong() -> str | None:
    """What is wrong with an answer of the assistant."""
    with _dialog("Báo câu trả lời sai") as dialog:
        text = ui.textarea("Sai ở chỗ nào, đúng ra là gì").props("outlined autogrow autofocus")
        text.props(f"maxlength={MOST_REASON}")
        Words(
            "p",
            "Lãnh đạo thấy số lần báo sai. Người dân không nhận được gì từ nút này: nếu cần, "
            "ông/bà nhắn lại cho họ câu đúng.",
            "note",
        )
        _buttons(dialog, "Báo sai", lambda: text.value or "")
    got: str | None = await answer_of(dialog)
    return got


@contextmanager
def _dialog(title: str) -> Iterator[ui.dialog]:
    with ui.dialog().props('aria-labelledby="asked"') as dialog, box("div", "dialog"):
        Words("h2", title, id="asked")
        yield dialog


def _buttons(dialog: ui.dialog, yes: str, value: Any) -> None:
    with box("div", "buttons"):
        ui.button("Thôi", on_click=lambda: dialog.submit(None)).props("outline no-caps")
        ui.button(yes, on_click=lambda: dialog.submit(value())).props("unelevated no-caps")
