"""``motcua knowledge evaluate``: the tables, the saved results, the baseline."""

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.building import build
from bot.cli.language import tr
from bot.settings import Settings
from knowledge.evaluating import (
    RANKS,
    Evaluation,
    Tally,
    evaluate,
    own_questions,
    own_refusals,
    read_questions,
)
from knowledge.evaluating.baseline import BASELINE, Baseline, measure_own, own_searcher
from knowledge.evaluating.measuring import LABELS
from knowledge.evaluating.peers import peers_of
from knowledge.evaluating.saving import save, save_wrong
from knowledge.index import load_encoder, load_index
from knowledge.search import Searcher

_WIDTH = 150


def run_evaluation(
    settings: Settings, questions: Path | None, wrong: Path | None, out: Path | None
) -> None:
    """Measure on ``questions``, or on the project's own set, and print and keep what is found."""
    asked = list(read_questions(questions)) if questions else [*own_questions(), *own_refusals()]
    build(settings)
    encoder = load_encoder(settings.embedding_model, settings.model_folder)
    searcher = Searcher(load_index(settings.knowledge / "index", encoder.name), encoder)
    found = evaluate(searcher, asked, peers_of(searcher, settings.knowledge / "vectors.db"))
    print_evaluation(found)
    if wrong is not None:
        save_wrong(found, wrong)
    if out is not None:
        save(found, searcher, out)


def write_baseline(settings: Settings) -> None:
    """Measure over the project's own content, say what fell, and replace the committed figures."""
    encoder = load_encoder(settings.embedding_model, settings.model_folder)
    now = measure_own(own_searcher(encoder, settings.knowledge / "vectors.db"))
    if BASELINE.is_file():
        for line in Baseline.read().falls(now):
            typer.echo(tr(f"lower: {line}", f"giảm: {line}"))
    now.write()
    typer.echo(str(BASELINE))


def print_evaluation(found: Evaluation) -> None:
    """How each method ranks, by slice; then how our answers ended."""
    console = Console(width=_WIDTH)
    ranks = "/".join(f"R@{rank}" for rank in RANKS) + "/MRR@10"
    table = Table(title=tr(f"Finding: {ranks}", f"Tìm kiếm: {ranks}"))
    table.add_column(tr("slice", "nhóm"))
    table.add_column("n", justify="right")
    methods = [method for method in LABELS if method in found.tallies]
    for method in methods:
        table.add_column(LABELS[method], justify="right")
    for name, ours in sorted(found.ours.items()):
        if ours.ranks:
            cells = [_ranked(found.tallies[method][name]) for method in methods]
            table.add_row(name, str(len(ours.ranks)), *cells)
    console.print(table)
    console.print(_endings(found))


def _ranked(tally: Tally) -> str:
    figures = [*(tally.recall(rank) for rank in RANKS), tally.mrr()]
    return " ".join(f"{figure:.3f}" for figure in figures)


def _endings(found: Evaluation) -> Table:
    table = Table(title=tr("How our answers ended", "Kết cục trả lời"))
    table.add_column(tr("slice", "nhóm"))
    for heading in (
        "n",
        tr("answered right", "trả lời đúng"),
        tr("answered wrong", "trả lời sai"),
        tr("asked back", "hỏi lại"),
        tr("refused", "từ chối"),
        tr("answered", "tỷ lệ trả lời"),
        tr("right of answered", "đúng khi trả lời"),
        tr("answered or asked", "trả lời hoặc hỏi lại"),
    ):
        table.add_column(heading, justify="right")
    for name, ours in sorted(found.ours.items()):
        counts = (ours.answered_right, ours.answered_wrong, ours.clarified, ours.abstained)
        shares = (ours.answered_share(), ours.right_of_answered(), ours.served())
        table.add_row(name, *map(str, (ours.total, *counts)), *(f"{one:.1%}" for one in shares))
    return table
