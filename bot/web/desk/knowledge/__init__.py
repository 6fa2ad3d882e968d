"""What the assistant knows: looked up, edited, approved."""

from bot.web.desk.desk import Desk
from bot.web.desk.knowledge import editor, page, work
from bot.web.desk.knowledge.actions import EditActions


def register(desk: Desk) -> None:
    """Add the pages to NiceGUI."""
    actions = EditActions(desk)
    page.register(desk)
    work.register(desk, actions)
    editor.register(desk, actions)


__all__ = ["register"]
