"""The product's own records: conversations, cases, staff, subscribers, broadcasts."""

from bot.store.database import Store, StoreError, open_store
from bot.store.models import (
    Base,
    Broadcast,
    BroadcastState,
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Delivery,
    DeliveryState,
    Direction,
    InboundUpdate,
    Message,
    Role,
    Staff,
    StaffSession,
    Subscription,
)

__all__ = [
    "Base",
    "Broadcast",
    "BroadcastState",
    "Case",
    "CaseKind",
    "CaseState",
    "Conversation",
    "Delivery",
    "DeliveryState",
    "Direction",
    "InboundUpdate",
    "Message",
    "Role",
    "Staff",
    "StaffSession",
    "Store",
    "StoreError",
    "Subscription",
    "open_store",
]
