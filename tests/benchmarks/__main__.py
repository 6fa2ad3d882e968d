"""Finding and speed beside BM25 and the plain embedding, in one run: a table and a picture."""

import argparse
import datetime as dt
import json
import statistics
import sys
import time
from pathlib import Path

import matplotlib as mpl

from bot.cli.building import build
from bot.settings import Settings, load_settings
from knowledge.evaluating import RANKS, Evaluation, evaluate, plain_peer, read_questions
from knowledge.live import LiveKnowledge
from knowledge.search import Searcher

mpl.use("Agg")
from matplotlib import pyplot as plt

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "knowledge" / "evaluation" / "questions.jsonl"
REFUSALS = ROOT / "knowledge" / "evaluation" / "refusals.jsonl"
LABELS = {"bm25": "BM25", "embedding": "multilingual-e5-small", "motcua": "Một Cửa"}


def main() -> None:
    """Build what is stale, measure, write ``docs/benchmarks.md`` and its picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    out: Path = parser.parse_args().out
    settings = load_settings()
    build(settings)
    live = LiveKnowledge(settings.knowledge, settings.embedding_model, settings.stale_days)
    searcher = live.answerer.searcher
    peer = plain_peer(searcher, settings.knowledge / "vectors.db")
    found = evaluate(searcher, read_questions(QUESTIONS), peer)
    refused = evaluate(searcher, read_questions(REFUSALS), peer)
    speed = _speed(searcher)
    (out / "images").mkdir(parents=True, exist_ok=True)
    (out / "benchmarks.md").write_text(_page(found, refused, speed, live, settings), "utf-8")
    _draw(found, out / "images" / "recall.png")
    sys.stdout.write((out / "benchmarks.md").read_text("utf-8"))


def _speed(searcher: Searcher, rounds: int = 200) -> dict[str, float]:
    """Median milliseconds of a whole search and of the bare query embedding, taken in turns."""
    texts = [question.text for question in read_questions(QUESTIONS)][:rounds]
    whole, bare = [], []
    for text in texts:
        started = time.perf_counter()
        searcher.encoder.queries([text])
        middle = time.perf_counter()
        searcher.search(text)
        bare.append((middle - started) * 1000)
        whole.append((time.perf_counter() - middle) * 1000)
    return {
        "search p50": statistics.median(whole),
        "search p95": statistics.quantiles(whole, n=20)[-1],
        "embedding p50": statistics.median(bare),
        "ratio": statistics.median(whole) / statistics.median(bare),
    }


def _page(
    found: Evaluation,
    refused: Evaluation,
    speed: dict[str, float],
    live: LiveKnowledge,
    settings: Settings,
) -> str:
    searcher = live.answerer.searcher
    lines = [
        "# Benchmarks",
        "",
        f"Made by `make bench` on {dt.datetime.now(dt.UTC):%Y-%m-%d}; "
        f"{len(searcher.index.items)} items, {len(searcher.index.entries)} entries, "
        f"encoder {searcher.index.manifest.model}. The peers see names and texts of the same "
        "records, without the phrase corpus.",
        "",
        "| slice | n | " + " | ".join(f"{LABELS[m]} R@{k}" for m in LABELS for k in RANKS) + " |",
        "|" + "---|" * (2 + len(LABELS) * len(RANKS)),
    ]
    for name, ours in sorted(found.tallies["motcua"].items()):
        cells = [
            f"{found.tallies[method][name].recall(rank):.3f}" for method in LABELS for rank in RANKS
        ]
        lines.append(f"| {name} | {len(ours.ranks)} | " + " | ".join(cells) + " |")
    ours, not_ours = found.tallies["motcua"]["all"], refused.tallies["motcua"]["all"]
    answered = ours.answered_right + ours.answered_wrong
    wrongly = not_ours.answered_right + not_ours.answered_wrong
    total = wrongly + not_ours.clarified + not_ours.abstained
    lines += [
        "",
        "![Recall](images/recall.png)",
        "",
        f"- In scope: {answered} answered, of which {ours.answered_right / answered:.1%} right; "
        f"{ours.clarified} asked back, {ours.abstained} refused.",
        f"- To be refused: {wrongly} of {total} answered as if known ({wrongly / total:.1%}), "
        f"{not_ours.clarified} asked back, {not_ours.abstained} refused.",
        f"- One search: p50 {speed['search p50']:.1f} ms, p95 {speed['search p95']:.1f} ms; "
        f"the bare query embedding p50 {speed['embedding p50']:.1f} ms; "
        f"ratio {speed['ratio']:.2f}.",
        "",
        "Effective settings of the search:",
        "",
        "```json",
        json.dumps(searcher.settings.model_dump(), indent=1),
        "```",
        f"Encoder: `{settings.embedding_model}`.",
        "",
    ]
    return "\n".join(lines)


def _draw(found: Evaluation, path: Path) -> None:
    names = sorted(found.tallies["motcua"])
    width = 0.27
    figure, axes = plt.subplots(figsize=(11, 4.2))
    for offset, (method, label) in enumerate(LABELS.items()):
        heights = [found.tallies[method][name].recall(3) for name in names]
        places = [n + (offset - 1) * width for n in range(len(names))]
        axes.bar(places, heights, width, label=label)
    axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
    axes.set_ylim(0, 1)
    axes.set_ylabel("R@3")
    axes.legend(loc="upper center", ncols=3, bbox_to_anchor=(0.5, 1.12), frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
