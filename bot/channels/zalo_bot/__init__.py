"""Zalo Bot Platform: alerts to staff."""

from bot.channels.zalo_bot.alerts import AlertResult, StaffAlerts

__all__ = ["AlertResult", "StaffAlerts"]
