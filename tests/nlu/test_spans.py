"""Codes, places and days in sentences that the patterns were not written from."""

import importlib
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.nlu.conftest import NLU

LEAST_F1 = 0.95
ROWS: list[dict[str, Any]] = [
    row
    for path in sorted(Path(__file__).parent.glob("entities*.yml"))
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def found() -> list[set[tuple[str, str]]]:
    if str(NLU) not in sys.path:
        sys.path.append(str(NLU))
    spans = importlib.import_module("components.spans")
    patterns = importlib.import_module("components.patterns")
    rows = []
    for row in ROWS:
        text = row["text"]
        here = {
            ("dossier_code", re.sub(r"\s?-\s?", "-", m[0]).upper())
            for m in patterns.DOSSIER_CODE.finditer(text)
        }
        if not here:
            here |= {
                ("tracking_code", f"PA-{m[1].upper()}")
                for m in patterns.TRACKING_CODE.finditer(text)
            }
            here |= {("place", text[a:b]) for a, b in spans.places(text)}
            here |= {("date", text[a:b]) for a, b in spans.dates(text)}
        rows.append(here)
    return rows


def _meant(row: dict[str, Any]) -> set[tuple[str, str]]:
    return {(name, value) for name, values in row.items() if name != "text" for value in values}


@pytest.mark.parametrize("name", ["place", "date", "dossier_code", "tracking_code"])
def test_nearly_all_are_found_and_nearly_nothing_else(
    found: list[set[tuple[str, str]]], name: str
) -> None:
    wrong = []
    right = missed = extra = 0
    for row, here in zip(ROWS, found, strict=True):
        meant = {value for kind, value in _meant(row) if kind == name}
        got = {value for kind, value in here if kind == name}
        right += len(meant & got)
        missed += len(meant - got)
        extra += len(got - meant)
        if meant != got:
            wrong.append((row["text"], meant, got))
    f1 = 2 * right / (2 * right + missed + extra)
    assert f1 >= LEAST_F1, f"F1 {f1:.3f}\n" + "\n".join(map(str, wrong))
