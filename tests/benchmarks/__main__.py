"""Finding, abstaining and speed beside the peers in one run: ``make bench``.

Renews the sections 'finding' and 'speed' of docs/benchmarks.md and its picture; figures, wrong
cases and the configuration that produced them go to ``--out``.
"""

import argparse
import shutil
from pathlib import Path

import yaml

from bot.cli.building import build
from bot.cli.evaluation import print_evaluation
from bot.settings import load_settings
from knowledge.evaluating import (
    RANKS,
    Evaluation,
    evaluate,
    own_questions,
    own_refusals,
)
from knowledge.evaluating.measuring import LABELS
from knowledge.evaluating.peers import peers_of
from knowledge.evaluating.questions import REFUSED
from knowledge.evaluating.saving import configuration_of, save
from knowledge.live import LiveKnowledge
from knowledge.search import Searcher
from tests.benchmarks.page import DOCS, table, write_section
from tests.benchmarks.speed import fresh_process, search_cost


def main() -> None:
    """Build what is stale, measure, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="results folder (default: bench in the data)")
    chosen = parser.parse_args()
    settings = load_settings()
    out = chosen.out or settings.data / "bench"
    build(settings)
    live = LiveKnowledge(settings.knowledge, settings.embedding_model, settings.stale_days)
    searcher = live.answerer.searcher
    cost, fresh = search_cost(searcher), fresh_process(settings.knowledge)
    peers = peers_of(searcher, settings.knowledge / "vectors.db")
    found = evaluate(searcher, [*own_questions(), *own_refusals()], peers)
    print_evaluation(found)
    save(found, searcher, out)
    (DOCS / "images").mkdir(exist_ok=True)
    shutil.copyfile(out / "recall.png", DOCS / "images" / "recall.png")
    write_section("finding", [*_ranks(found), "", *_endings(found), "", *_made_of(searcher)])
    write_section("speed", _speed(cost, fresh))


def _ranks(found: Evaluation) -> list[str]:
    methods = [method for method in LABELS if method in found.tallies]
    heading = ["slice", "n", *(LABELS[method] for method in methods)]
    rows = [
        [name, len(ours.ranks), *(_cell(found, method, name) for method in methods)]
        for name, ours in sorted(found.ours.items())
        if ours.ranks
    ]
    return [f"{' / '.join(f'R@{rank}' for rank in RANKS)} / MRR@10:", "", *table(heading, rows)]


def _cell(found: Evaluation, method: str, name: str) -> str:
    tally = found.tallies[method][name]
    return " / ".join(f"{one:.3f}" for one in [*map(tally.recall, RANKS), tally.mrr()])


def _endings(found: Evaluation) -> list[str]:
    heading = ["slice", "n", "answered right", "answered wrong", "asked back", "refused"]
    heading += ["right of answered", "answered or asked back"]
    rows: list[list[object]] = []
    for name, one in sorted(found.ours.items()):
        counts = [one.total, one.answered_right, one.answered_wrong, one.clarified, one.abstained]
        shares = ["–", "–"] if name == REFUSED else [one.right_of_answered(), one.served()]
        rows.append([name, *counts, *shares])
    false = found.ours[REFUSED].answered_share()
    told = f"Of the questions to be refused, {false:.1%} were answered as if known."
    return ["How our answers ended:", "", *table(heading, rows), "", told]


def _made_of(searcher: Searcher) -> list[str]:
    configuration = configuration_of(searcher)
    configuration["index"] = {
        key: configuration["index"][key] for key in ("records", "items", "entries")
    }
    shown = yaml.safe_dump(configuration, sort_keys=False, allow_unicode=True)
    return ["Effective configuration:", "", "```yaml", shown.rstrip(), "```"]


def _speed(cost: dict[str, float], fresh: dict[str, float]) -> list[str]:
    return [
        f"- One search: p50 {cost['search p50']:.1f} ms, p95 {cost['search p95']:.1f} ms; the bare "
        f"query embedding p50 {cost['embedding p50']:.1f} ms: {cost['ratio']:.2f} times.",
        f"- A fresh process answers its first question {fresh['first answer s']:.2f} s after its "
        "imports, index and model loaded included.",
        f"- Memory after that answer: {fresh['memory MB']} MB at its peak, of which the imports "
        f"(torch among them) {fresh['imports MB']} MB.",
    ]


if __name__ == "__main__":
    main()
