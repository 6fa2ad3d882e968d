"""The tables of ``motcua knowledge evaluate``."""

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cli.language import tr
from knowledge.evaluating import RANKS, Evaluation, Tally

_METHODS = {"motcua": "Một Cửa", "bm25": "BM25", "embedding": "e5"}


def print_evaluation(found: Evaluation) -> None:
    """One table: recall per slice for each method, and how ours ended."""
    table = Table(title=tr("Recall and outcomes", "Độ phủ và kết cục"))
    table.add_column(tr("slice", "nhóm"))
    table.add_column("n", justify="right")
    for method in _METHODS.values():
        for rank in RANKS:
            table.add_column(f"{method} R@{rank}", justify="right")
    table.add_column("MRR@10", justify="right")
    ended = tr("right / wrong / asked / refused", "đúng / sai / hỏi lại / từ chối")
    table.add_column(ended, justify="right")
    for name, ours in sorted(found.tallies.get("motcua", {}).items()):
        table.add_row(*_row(found, name, ours))
    Console(width=170).print(table)


def _row(found: Evaluation, name: str, ours: Tally) -> list[str]:
    total = ours.answered_right + ours.answered_wrong + ours.clarified + ours.abstained
    cells = [name, str(total)]
    for method in _METHODS:
        tally = found.tallies[method][name]
        cells += [f"{tally.recall(rank):.3f}" for rank in RANKS]
    ends = (ours.answered_right, ours.answered_wrong, ours.clarified, ours.abstained)
    return [*cells, f"{ours.mrr():.3f}", " / ".join(map(str, ends))]


def save_wrong(found: Evaluation, path: Path) -> None:
    """Write the wrong cases as JSON lines."""
    lines = (json.dumps(case, ensure_ascii=False) for case in found.wrong)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
