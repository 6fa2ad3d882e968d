"""One approved message to many: campaign, audience, ledger, sender."""

from bot.broadcasts.campaigns import Campaigns
from bot.broadcasts.known import BroadcastError
from bot.broadcasts.queue import DeliveryQueue
from bot.broadcasts.rows import Recovered
from bot.broadcasts.sender import Sender

__all__ = ["BroadcastError", "Campaigns", "DeliveryQueue", "Recovered", "Sender"]
