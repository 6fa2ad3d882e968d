"""Made-up plans with tagged paragraphs: printed as a plan, with what a careful reader finds there.

Each paragraph of a plan begins with a tag: H head line, B basis, P purpose, A audience, C content,
K way of telling, F funding, U unit, D duty, UD unit with its duty, DQ duty to report, N recipient,
S signer, h cells of an annex head, R and r of a row (R begins one), T and t of a task of the body
(T is its heading), Q a report that the end asks for, - anything else.
"""

import textwrap
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.plans.folding import fold
from knowledge.records.plan import PlanReading

FOLDER = Path(__file__).with_name("unseen_plans")
NAMES = (
    "so-y-te-2024",
    "xa-2025",
    "huyen-2022",
    "tinh-2023",
    "phuong-2024",
    "so-noi-vu-2026",
    "xa-2026",
    "huyen-2023",
)
_WIDTH = 88
_CELL_WIDTH = 46
_OVERLAP = 0.6
_TAG_OF = {"purposes": "P", "audiences": "A", "contents": "C", "recipients": "N", "duties": "D"}

Lines = tuple[int, int]


@dataclass
class Printed:
    """A plan's lines and the spans of its tagged paragraphs, as (tag, first, last)."""

    lines: list[str] = field(default_factory=list)
    spans: list[tuple[str, int, int]] = field(default_factory=list)

    def of(self, tag: str) -> list[Lines]:
        return [(first, last) for found, first, last in self.spans if tag in found]


def printed(name: str, spaced: bool) -> Printed:
    """The plan ``name`` as lines of a page; ``spaced`` has blank lines between paragraphs."""
    page = Printed()
    for paragraph in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        tag, text = paragraph.split("|", 1)
        width = _CELL_WIDTH if tag in {"R", "r"} else _WIDTH
        cut = textwrap.wrap(text, width) if len(text) > width and tag != "H" else [text]
        page.spans.append((tag, len(page.lines) + 1, len(page.lines) + len(cut)))
        page.lines += cut
        if (spaced and tag != "H") or tag in {"R", "r", "h"}:
            page.lines.append("")
    return page


def scanned(name: str) -> list[str]:
    """The same lines, spaced, as printed with wear and read by Tesseract's English model."""
    text = (FOLDER / f"{name}.scan.txt").read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")


@cache
def gold() -> dict[str, dict[str, Any]]:
    """What the tags do not say, by the plan's name."""
    text = (FOLDER / "gold.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def compared(name: str, page: Printed, reading: PlanReading) -> dict[str, tuple[int, int, int]]:
    """For each kind of element: how many are right, how many were to be found, how many were."""
    want = gold()[name]
    got = _found(reading)
    asked: dict[str, list[Any]] = {key: list(page.of(tag)) for key, tag in _TAG_OF.items()}
    heads = page.of("U")
    asked["units"] = [(fold(n), first) for n, (first, _) in zip(want["units"], heads, strict=True)]
    asked["based_on"], asked["references"] = (
        [fold(text) for text in want[key]] for key in ("based_on", "references")
    )
    asked["channels"] = want["channels"]
    asked["header"] = [str(value) for value in want["head"]]
    asked["funding"] = [(page.of("F")[0][0], page.of("F")[-1][1])] if page.of("F") else []
    asked["signer"] = page.of("S")
    asked["reporting"] = page.of("Q") or [heads[n - 1] for n in want.get("reporting", [])]
    spans = page.spans
    # The number of an annex's row stands in a cell of its own; a task's heading has it inside.
    rows = [n + (tag == "R") for n, (tag, _, _) in enumerate(spans) if tag in {"R", "T"}]
    asked["schedule"] = [
        (spans[n][1], *map(str, row)) for n, row in zip(rows, want.get("rows", []), strict=True)
    ]
    if "ordered" in want:
        asked["ordered"] = [
            (kind, first, last)
            for begin, kinds in want["ordered"].items()
            for _, first, last in spans
            if page.lines[first - 1].startswith(begin)
            for kind in kinds
        ]
    return {key: (_hits(asked[key], got[key]), len(asked[key]), len(got[key])) for key in asked}


def _found(reading: PlanReading) -> dict[str, list[Any]]:
    head = (reading.number, reading.date, reading.issuer, reading.place,
            reading.period.start, reading.period.end)  # fmt: skip
    return {
        "header": [str(value) for value in head if value is not None],
        "based_on": [_cited(found) for found in reading.based_on],
        "references": [_cited(found) for found in reading.references],
        "purposes": [item.lines for item in reading.purposes],
        "audiences": [item.lines for item in reading.audiences],
        "contents": [item.lines for item in reading.contents],
        "recipients": [item.lines for item in reading.recipients],
        "duties": [duty.lines for unit in reading.units for duty in unit.duties],
        "units": [(fold(unit.unit), unit.lines[0]) for unit in reading.units],
        "channels": sorted({use.channel.value for use in reading.channels}),
        "ordered": [(use.channel.value, *use.lines) for use in reading.channels],
        "reporting": sorted({duty.lines for duty in reading.reporting}),
        "funding": [reading.funding.lines] if reading.funding else [],
        "signer": [reading.signer.lines] if reading.signer else [],
        "schedule": [
            (row.lines[0], str(row.lead), ", ".join(row.coordinating), str(row.time), str(row.due),
             str(len(row.forms)))
            for row in reading.schedule
        ],
    }  # fmt: skip


def _cited(found: Any) -> str:
    return fold(" ".join(str(part) for part in (found.number, found.date, found.issuer) if part))


def _hits(asked: list[Any], got: list[Any]) -> int:
    left = list(got)
    hits = 0
    for one in asked:
        match = next((other for other in left if _same(one, other)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) and all(isinstance(part, int) for part in one):
        common = min(one[1], other[1]) - max(one[0], other[0]) + 1
        whole = max(one[1], other[1]) - min(one[0], other[0]) + 1
        return bool(common / whole >= _OVERLAP)
    if isinstance(one, tuple) and len(one) == 3 and isinstance(one[0], str):
        return bool(one[0] == other[0] and one[1] <= other[1] and other[2] <= one[2])
    return bool(one == other)
