"""Revisions as they are read: what changed, by whom, why; and the question for a reason."""

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import ui

from bot.editing import differences
from bot.store import Revision, RevisionState
from bot.web.desk.confirm import answer_of
from bot.web.desk.knowledge.actions import Opened
from bot.web.desk.knowledge.words import CHIPS, STATES, TAGS
from bot.web.desk.markup import Words, box
from bot.web.desk.times import date, moment
from bot.web.desk.visit import Visit
from knowledge.editing import EditKind

_WAS_LIVE = (RevisionState.REPLACED, RevisionState.ROLLED_BACK)


def draw_differences(
    kind: EditKind, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    """Field by field; struck out is what goes, underlined what comes."""
    if after is None:
        Words("p", "Bỏ bản sửa của cán bộ, dùng lại bản gốc.", "note")
        return
    found = differences(kind, before, after)
    with box("dl", "fields changes"):
        for one in found:
            with box("div"):
                Words("dt", one.label)
                with box("dd", "text"):
                    for change, text in one.pieces:
                        Words(TAGS[change], text)
    if not found:
        Words("p", "Không khác bản đang dùng.", "note")


def draw_versions(
    visit: Visit, opened: Opened, restore: Callable[[int | None], Awaitable[None]] | None
) -> None:
    """All revisions of the record, the newest first, each with what it changed."""
    if not opened.history:
        return
    with box("section", "versions"):
        Words("h3", "Các lần sửa")
        older: list[Revision | None] = [*opened.history[1:], None]
        for row, before in zip(opened.history, older, strict=True):
            with box("details", "plan-section"):
                with box("summary"):
                    Words("span", f"{moment(row.written_at)} · {row.author.name} ")
                    Words("span", STATES[row.state], f"chip {CHIPS.get(row.state, 'is-draft')}")
                with box("div", "part"):
                    Words("p", f"Lý do: {row.reason or 'chưa ghi'}", "note")
                    decided(row)
                    draw_differences(opened.kind, before.payload if before else None, row.payload)
                    if restore is not None and row.state in _WAS_LIVE and row.payload is not None:
                        _again(visit, restore, row.id, "Lấy lại bản này")
        first_live = any(row.state is RevisionState.LIVE for row in opened.history)
        newest_is_original = opened.history[0].payload is None
        if restore is not None and first_live and not newest_is_original:
            _again(visit, restore, None, "Trở về bản gốc")


def decided(row: Revision) -> None:
    """Who decided, when, and what stands in the way."""
    if row.decided_by is not None and row.decided_at is not None:
        did = "trả lại" if row.state is RevisionState.REJECTED else "duyệt"
        why = f": {row.decision}" if row.decision else ""
        Words("p", f"{row.decided_by.name} {did} lúc {moment(row.decided_at)}{why}", "note")
    if row.effective_from is not None:
        Words("p", f"Dùng từ ngày {date(row.effective_from)}", "note")
    if row.trouble:
        Words("p", f"Chưa đưa vào dùng được, máy sẽ tự làm lại: {row.trouble}", "warned")


async def ask_reason(question: str, told: str) -> str | None:
    """Ask why in a dialog; None when it is closed."""
    with ui.dialog().props('aria-labelledby="why"') as dialog, box("div", "dialog"):
        Words("h2", question, id="why")
        Words("p", told)
        why = ui.textarea("Lý do").props("outlined autogrow autofocus")
        with box("div", "buttons"):
            ui.button("Thôi", on_click=lambda: dialog.submit(None)).props("outline no-caps")
            sure = ui.button("Đồng ý", on_click=lambda: dialog.submit(str(why.value or "")))
            sure.props("unelevated no-caps")
    answer = await answer_of(dialog)
    return None if answer is None else str(answer)


def _again(
    visit: Visit, restore: Callable[[int | None], Awaitable[None]], to: int | None, name: str
) -> None:
    async def step() -> None:
        await restore(to)

    ui.button(name, on_click=visit.guard(step)).props("outline no-caps")
