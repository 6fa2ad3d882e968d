"""A question before what cannot be taken back."""

from typing import Any

from nicegui import ui

from bot.web.desk.markup import Words, box


async def confirmed(question: str, told: str, yes: str) -> bool:
    """Ask in a dialog; Escape and a click beside it mean no."""
    with ui.dialog().props('aria-labelledby="question"') as dialog, box("div", "dialog"):
        Words("h2", question, id="question")
        Words("p", told)
        with box("div", "buttons"):
            ui.button("Thôi", on_click=lambda: dialog.submit(False)).props("outline no-caps")
            sure = ui.button(yes, on_click=lambda: dialog.submit(True))
            sure.props("unelevated no-caps autofocus")
    return bool(await answer_of(dialog))


async def answer_of(dialog: ui.dialog) -> Any:
    """What was chosen; None when it was left.

    It is taken away only after it has closed: one that goes while it is open cannot give the
    keyboard back to the button that opened it.
    """
    dialog.on("hide", dialog.delete)
    return await dialog
