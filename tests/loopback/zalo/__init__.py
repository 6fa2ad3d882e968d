"""Zalo on loopback: sign-in, Official Account API, uploads, webhooks with real signatures."""

from tests.loopback.zalo.events import Events, sign
from tests.loopback.zalo.server import APP_ID, APP_SECRET, OA_ID, OA_SECRET, LoopbackZalo
from tests.loopback.zalo.state import Sent

__all__ = [
    "APP_ID",
    "APP_SECRET",
    "OA_ID",
    "OA_SECRET",
    "Events",
    "LoopbackZalo",
    "Sent",
    "sign",
]
