"""The comparison as a picture: a group of bars a slice, a bar a method."""

from pathlib import Path

import matplotlib as mpl

from knowledge.evaluating.measuring import LABELS, Evaluation
from knowledge.evaluating.questions import REFUSED

mpl.use("Agg")
from matplotlib import pyplot as plt

_COLOURS = {
    "bm25": "#b8c0c8",
    "embedding": "#8fb3d9",
    "haystack": "#e0a458",
    "motcua": "#9b1c1c",
}


def draw(found: Evaluation, path: Path) -> None:
    """Write R@1 (full bar) and R@3 (pale top) of every method and slice as a PNG."""
    names = [name for name in sorted(found.ours) if name != REFUSED]
    methods = [method for method in LABELS if method in found.tallies]
    width = 0.84 / max(len(methods), 1)
    figure, axes = plt.subplots(figsize=(12, 4.6))
    for offset, method in enumerate(methods):
        tallies = found.tallies[method]
        places = [n + (offset - (len(methods) - 1) / 2) * width for n in range(len(names))]
        colour = _COLOURS[method]
        third = [tallies[name].recall(3) for name in names]
        axes.bar(places, third, width * 0.92, color=colour, alpha=0.4)
        first = [tallies[name].recall(1) for name in names]
        axes.bar(places, first, width * 0.92, color=colour, label=LABELS[method])
    axes.set_xticks(range(len(names)), [name.replace("_", " ") for name in names], rotation=25)
    axes.set_ylim(0, 1)
    axes.set_ylabel("right record first (full) / in the first three (pale)", fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower center", ncols=len(LABELS), bbox_to_anchor=(0.5, 1.0), frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
