"""Messages to many: drafted, approved, sent, counted."""

from bot.web.desk.broadcasts.page import register

__all__ = ["register"]
