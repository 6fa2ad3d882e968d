"""The plans that the assistant holds, with their sections."""

from bot.web.desk.plans.page import register

__all__ = ["register"]
