"""The confusion matrix as a picture: only intents taken for another, so it can be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import numpy as np
from matplotlib import pyplot as plt
from measures import Case

# More rows than this cannot be read on one page; those with most mistakes are shown.
MOST = 30
_INCH = 0.34
# A share from which on the blue is too dark for black letters.
_DARK = 0.5


def confused(cases: list[Case], most: int = MOST) -> tuple[list[str], np.ndarray]:
    """(names, counts[meant, said]) of the intents with most mistakes, on either side of them."""
    mistakes = Counter(name for c in cases if not c.right for name in (c.intent, c.said))
    names = sorted(name for name, _ in mistakes.most_common(most))
    place = {name: number for number, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)), dtype=int)
    for case in cases:
        if case.intent in place and case.said in place:
            counts[place[case.intent], place[case.said]] += 1
    return names, counts


def draw(cases: list[Case], path: Path) -> None:
    """Write the picture; the colour is the share of a row, the figure counts sentences."""
    names, counts = confused(cases)
    side = max(4.0, _INCH * len(names) + 3)
    figure, axes = plt.subplots(figsize=(side, side))
    whole = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(counts / whole, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)))
    axes.set_xticklabels(names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)))
    axes.set_yticklabels(names, fontsize=8)
    axes.set_xlabel("heard as")
    axes.set_ylabel("meant")
    for row, column in zip(*counts.nonzero(), strict=True):
        dark = counts[row, column] / whole[row, 0] > _DARK
        axes.text(
            column,
            row,
            counts[row, column],
            ha="center",
            va="center",
            fontsize=7,
            color="white" if dark else ("black" if row == column else "darkred"),
        )
    title = f"{sum(not c.right for c in cases)} of {len(cases)} sentences misheard"
    axes.set_title(f"{title}; {len(names)} intents concerned", fontsize=10)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
