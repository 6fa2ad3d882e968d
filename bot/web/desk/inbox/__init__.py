"""The inbox: who waits, the whole talk, and the way to answer."""

from bot.web.desk.inbox.page import register

__all__ = ["register"]
