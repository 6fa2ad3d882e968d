"""Plans of kinds that the reader was not written by are read element by element."""

from collections import Counter

import pytest

from knowledge.plans import RepairModel, as_read, read_plan
from tests.knowledge.plans.gold import NAMES, compared, printed, scanned

LEAST = 0.95
"""Recall and precision of every kind of element over all scanned plans."""
LEAST_HEADER = 0.85
"""The marks of a ward's own name are lost where no text that the office holds names the ward."""


@pytest.mark.parametrize("spaced", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_clean_print_is_read_whole(name: str, spaced: bool) -> None:
    page = printed(name, spaced)
    found = compared(name, page, read_plan(as_read(page.lines)))
    assert {key: counts for key, counts in found.items() if len(set(counts)) > 1} == {}


def test_scans_are_read_nearly_whole(own_model: RepairModel) -> None:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for name in NAMES:
        page = printed(name, spaced=True)
        lines = scanned(name)
        assert len(lines) == len(page.lines)
        for key, counts in compared(name, page, read_plan(own_model.repair(lines))).items():
            right[key] += counts[0]
            asked[key] += counts[1]
            given[key] += counts[2]
    shares = {key: (right[key] / asked[key], right[key] / max(given[key], 1)) for key in asked}
    assert min(shares.pop("header")) >= LEAST_HEADER
    assert {key: share for key, share in shares.items() if min(share) < LEAST} == {}
