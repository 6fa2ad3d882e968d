"""Telegram: polling or webhook in, escaped HTML with buttons out."""

from bot.channels.telegram.channel import MalformedUpdateError, NotListeningError, TelegramChannel
from bot.channels.telegram.limiter import SendLimiter
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.staff_group import StaffGroup, StaffLinks
from bot.channels.telegram.webhook import webhook_router
from bot.settings import TelegramMode

__all__ = [
    "MalformedUpdateError",
    "NotListeningError",
    "SendLimiter",
    "StaffGroup",
    "StaffLinks",
    "TelegramChannel",
    "TelegramMode",
    "TelegramSettings",
    "webhook_router",
]
