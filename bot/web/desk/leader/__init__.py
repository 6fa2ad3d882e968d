"""What a leader sees: questions, speed, plans, reach."""

from bot.web.desk.leader.page import register

__all__ = ["register"]
