"""What an evaluation leaves behind: figures, wrong cases, a picture, and what produced them."""

import json
import math
from pathlib import Path
from typing import Any

import yaml

from knowledge.evaluating.measuring import Evaluation
from knowledge.evaluating.tally import RANKS, Tally
from knowledge.search import Searcher
from knowledge.training.adapter import ADAPTER_FILE, hash_of


def save(found: Evaluation, searcher: Searcher, folder: Path) -> None:
    """Write figures.json, wrong.jsonl, configuration.yaml and recall.png into ``folder``."""
    # It brings matplotlib along, which only those who save need.
    from knowledge.evaluating.drawing import draw

    folder.mkdir(parents=True, exist_ok=True)
    figures = {
        method: {name: figures_of(tally) for name, tally in sorted(some.items())}
        for method, some in found.tallies.items()
    }
    (folder / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    save_wrong(found, folder / "wrong.jsonl")
    configuration = yaml.safe_dump(configuration_of(searcher), sort_keys=False, allow_unicode=True)
    (folder / "configuration.yaml").write_text(configuration, encoding="utf-8")
    draw(found, folder / "recall.png")


def save_wrong(found: Evaluation, path: Path) -> None:
    """Write the wrong cases as JSON lines."""
    lines = (json.dumps(case, ensure_ascii=False) + "\n" for case in found.wrong)
    path.write_text("".join(lines), encoding="utf-8")


def configuration_of(searcher: Searcher) -> dict[str, Any]:
    """Settings, model, adapter and index: all that the figures depend on besides the code."""
    return {
        "settings": searcher.settings.model_dump(),
        "encoder": searcher.encoder.name,
        "adapter": hash_of(ADAPTER_FILE),
        "index": searcher.index.manifest.model_dump(),
    }


def figures_of(tally: Tally) -> dict[str, float | int | None]:
    """Every figure of one tally; None is not a number."""
    shares = {f"R@{rank}": tally.recall(rank) for rank in RANKS} | {
        "MRR@10": tally.mrr(),
        "answered or asked back": tally.served(),
        "answered": tally.answered_share(),
        "right of answered": tally.right_of_answered(),
    }
    counts = {
        "answered right": tally.answered_right,
        "answered wrong": tally.answered_wrong,
        "asked back": tally.clarified,
        "refused": tally.abstained,
    }
    known = {name: None if math.isnan(share) else round(share, 4) for name, share in shares.items()}
    return {"n": len(tally.ranks) or tally.total, **known, **counts}
