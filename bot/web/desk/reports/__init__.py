"""What people ask and how it went, in counts."""

from bot.web.desk.reports.page import register

__all__ = ["register"]
