"""An imported plan ready to be searched: what restoring hands to the index."""

from dataclasses import dataclass

from knowledge.plans.sections import PlanWindow
from knowledge.records import PlanReading


@dataclass(frozen=True)
class RestoredPlan:
    """Restored ``lines`` (as many as ``file`` has), reading and windows; ``imported_on`` in ISO."""

    file: str
    imported_on: str
    lines: list[str]
    reading: PlanReading
    windows: list[PlanWindow]
