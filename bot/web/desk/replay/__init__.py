"""A stored answer again: what was found then, and what would be found now."""

from bot.web.desk.replay.page import register

__all__ = ["register"]
