"""One approved message to many: campaign, audience, ledger, sender.

The delivery queue stays in :mod:`bot.broadcasts.queue`: its task library is slow to import,
and only the server runs it.
"""

from bot.broadcasts.campaigns import Campaigns
from bot.broadcasts.known import BroadcastError
from bot.broadcasts.rows import Recovered
from bot.broadcasts.sender import Sender

__all__ = ["BroadcastError", "Campaigns", "Recovered", "Sender"]
