"""One approved message to many: campaign, ledger, sender."""

from bot.broadcasts.campaigns import BroadcastError, Campaigns
from bot.broadcasts.sender import Sender

__all__ = ["BroadcastError", "Campaigns", "Sender"]
