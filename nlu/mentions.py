"""How well codes, places and days are found in sentences that were marked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from measures import ratio

NAMES = ("place", "date", "dossier_code", "tracking_code")
Found = set[tuple[str, str]]


def read_marked(paths: list[Path]) -> list[tuple[str, Found]]:
    """(sentence, what stands in it) of every file; a name that a row leaves out is not there."""
    rows: list[tuple[str, Found]] = []
    for path in paths:
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            marked = {(name, value) for name in NAMES for value in row.get(name, [])}
            rows.append((str(row["text"]), marked))
    return rows


def found_in(parsed: dict[str, Any]) -> Found:
    """The entities of one parsed message, as `read_marked` gives them."""
    return {(e["entity"], str(e["value"])) for e in parsed["entities"] if e["entity"] in NAMES}


def by_entity(pairs: list[tuple[Found, Found]]) -> dict[str, dict[str, Any]]:
    """Precision, recall and F1 of each name over (marked, found) pairs; undefined is None."""
    table = {}
    for name in NAMES:
        marked = [{one for one in meant if one[0] == name} for meant, _ in pairs]
        found = [{one for one in here if one[0] == name} for _, here in pairs]
        right = sum(len(m & f) for m, f in zip(marked, found, strict=True))
        meant, said = sum(map(len, marked)), sum(map(len, found))
        table[name] = {
            "p": ratio(right, said),
            "r": ratio(right, meant),
            "f": ratio(2 * right, meant + said),
            "n": meant,
        }
    return table
