"""The ward's desk at /staff: sign-in, inbox, knowledge, broadcasts, plans, reports."""

from bot.web.desk.mounting import mount_desk

__all__ = ["mount_desk"]
