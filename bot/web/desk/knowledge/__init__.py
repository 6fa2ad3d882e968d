"""What the assistant knows, to be looked up by officers."""

from bot.web.desk.knowledge.page import register

__all__ = ["register"]
