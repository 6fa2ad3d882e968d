"""docs/benchmarks.md: each benchmark renews its own section and leaves the others alone."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "benchmarks.md"
# More runnable processes than cores means that times were taken on a busy machine.
BUSY = 1.0


def write_section(name: str, lines: Iterable[str], page: Path = PAGE) -> None:
    """Put ``lines`` between the marks of section ``name``.

    Raises:
        ValueError: the page has no such section.
    """
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: made -->", f"<!-- {name}: end -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    body = "\n".join([begin, _made_line(), "", *lines, end])
    fresh, times = pattern.subn(lambda _match: body, text)
    if times != 1:
        raise ValueError(f"{page}: {times} sections between '{begin}' and '{end}', expected one")
    page.write_text(fresh, encoding="utf-8")


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A Markdown table; floats are shares with three digits."""
    shown = [[f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in r] for r in rows]
    lines = [list(heading), ["---"] + ["---:"] * (len(heading) - 1), *shown]
    return [f"| {' | '.join(line)} |" for line in lines]


def _made_line() -> str:
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    busy = ", busy with other work, so times are upper bounds" if load / cores > BUSY else ""
    return f"Measured {dt.datetime.now(dt.UTC):%Y-%m-%d} on {cores} cores (load {load:.1f}{busy})."
