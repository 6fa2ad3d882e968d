"""Plans at work: tasks, activities, registers, evidence, periodic reports."""

from bot.plans.activities import (
    ActivityFacts,
    broadcast_channel,
    change_activity,
    log_activity,
    withdraw_activity,
)
from bot.plans.errors import PlanError

__all__ = [
    "ActivityFacts",
    "PlanError",
    "broadcast_channel",
    "change_activity",
    "log_activity",
    "withdraw_activity",
]
