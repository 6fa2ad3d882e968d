"""Accuracy on the 92 lines of real plans, in the context of their files."""

from pathlib import Path

import pytest

from knowledge.plans import RepairModel, read_lines
from tests.knowledge.plans.accuracy import syllables_right

pytestmark = pytest.mark.shared


def _restored(model: RepairModel, shared: Path) -> list[tuple[str, str]]:
    restored: dict[tuple[str, str], str] = {}
    for path in sorted((shared / "plans").glob("*.txt")):
        for line in model.repair(read_lines(path).lines):
            restored[path.name[:3], " ".join(line.read.split())] = line.text
    rows = (shared / "eval" / "ocr-lines.tsv").read_text(encoding="utf-8").splitlines()
    split = [row.split("\t") for row in rows]
    return [(restored[plan, " ".join(read.split())], true) for plan, read, true in split]


def test_with_the_projects_own_content(own_model: RepairModel, shared: Path) -> None:
    assert syllables_right(_restored(own_model, shared)) >= 0.93


def test_with_catalogue_and_law_texts(office_model: RepairModel, shared: Path) -> None:
    assert syllables_right(_restored(office_model, shared)) >= 0.96


def test_blind_replacement_is_found(office_model: RepairModel, shared: Path) -> None:
    lines = office_model.repair(read_lines(shared / "plans" / "000_10e980941163499b.txt").lines)
    offers = {(o.found.lower(), o.suggested.lower()) for line in lines for o in line.offers}
    assert offers == {("khu phố", "thông")}
    assert lines[312].offers == ()  # the real 'các khu phố' of the annex
