"""The officers' group on Telegram: a topic for each case, answered by writing there."""

from bot.channels.telegram.staff_group.group import StaffGroup
from bot.channels.telegram.staff_group.links import StaffLinks

__all__ = ["StaffGroup", "StaffLinks"]
