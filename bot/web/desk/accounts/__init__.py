"""Accounts: one's own, everybody's for the administrator, and the log of changes."""

from bot.web.desk.accounts import audit_log, everybody, own
from bot.web.desk.desk import Desk


def register(desk: Desk) -> None:
    """Add the three pages to NiceGUI."""
    for page in (own, everybody, audit_log):
        page.register(desk)


__all__ = ["register"]
