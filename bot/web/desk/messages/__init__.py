"""One record on every channel: previews side by side, files to take away."""

from bot.web.desk.messages.page import register
from bot.web.desk.messages.panel import preview_panel

__all__ = ["preview_panel", "register"]
