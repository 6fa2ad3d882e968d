"""Plans (kế hoạch): files opened, damaged text restored, cut for search, read into records."""

from knowledge.plans.parse.reader import read_plan
from knowledge.plans.reading import PlanText, read_lines, read_plan_lines
from knowledge.plans.repair.model import RepairedLine, RepairModel, Unsure, as_read, train
from knowledge.plans.repair.settling import Verdicts, settled
from knowledge.plans.repair.suspicion import Offer
from knowledge.plans.restored import RestoredPlan
from knowledge.plans.sections import PlanWindow, windows

__all__ = [
    "Offer",
    "PlanText",
    "PlanWindow",
    "RepairModel",
    "RepairedLine",
    "RestoredPlan",
    "Unsure",
    "Verdicts",
    "as_read",
    "read_lines",
    "read_plan",
    "read_plan_lines",
    "settled",
    "train",
    "windows",
]
