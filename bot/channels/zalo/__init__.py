"""Zalo Official Account: signed webhooks in, plain text with buttons out."""

from bot.channels.zalo.channel import NotListeningError, ZaloChannel
from bot.channels.zalo.settings import ZaloSettings, missing_of, zalo_settings
from bot.channels.zalo.webhook import webhook_router

__all__ = [
    "NotListeningError",
    "ZaloChannel",
    "ZaloSettings",
    "missing_of",
    "webhook_router",
    "zalo_settings",
]
