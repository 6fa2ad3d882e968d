"""Measures the trained model on held-out sentences.

``.venv-nlu/bin/python nlu/evaluate.py [--data var] [--model MODEL] [--heldout FILE]… [--out DIR]``

Each sentence is asked three times: as written, without accents, and in teencode (made by machine,
the same each time). Printed: accuracy of each, P/R/F1 per intent, how sure the model was when right
and when wrong, and every wrong case; then how well codes, places and days are found in sentences
marked by hand, and how long the training took. A sentence below the fallback threshold counts as
wrong.
``--out`` also writes report.json (every case), wrong.tsv, confusion.png and config.json (what was
measured, with what).
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import yaml
from confusion import draw
from measures import Case, by_intent, summary
from mentions import by_entity, found_in, read_marked
from settings import DEFAULT_DATA, NLU, ROOT, environment, model_path, training_path
from variants import VARIANTS

HELDOUT = ROOT / "tests" / "nlu"


def read_heldout(paths: list[Path]) -> list[tuple[str, str]]:
    """(sentence, intent) of every file."""
    rows: list[tuple[str, str]] = []
    for path in paths:
        table: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows += [(str(text), intent) for intent, texts in table.items() for text in texts]
    return rows


async def ask(agent: Any, rows: list[tuple[str, str]]) -> list[Case]:
    """Every sentence in every variant, through the whole pipeline of ``agent``."""
    cases = []
    for variant, change in VARIANTS.items():
        for text, intent in rows:
            typed = change(text)
            parsed: dict[str, Any] = await agent.parse_message(typed)
            ranking = [r for r in parsed["intent_ranking"] if r["name"] != "nlu_fallback"]
            cases.append(
                Case(
                    variant=variant,
                    text=typed,
                    intent=intent,
                    said=parsed["intent"]["name"],
                    best=ranking[0]["name"],
                    confidence=round(float(ranking[0]["confidence"]), 4),
                )
            )
    return cases


async def find(agent: Any, paths: list[Path]) -> dict[str, dict[str, Any]]:
    """How well the entities of the marked sentences are found, by name."""
    marked = read_marked(paths)
    return by_entity([(meant, found_in(await agent.parse_message(text))) for text, meant in marked])


async def measure(model: Path, heldout: list[Path], marked: list[Path]) -> dict[str, Any]:
    """Everything, ready for JSON, with the model loaded once."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    cases = await ask(agent, read_heldout(heldout))
    return report(cases) | {"entities": await find(agent, marked), "training": _training(model)}


def _training(model: Path) -> dict[str, float]:
    """How long the training of ``model`` took; empty for one that was made elsewhere."""
    path = training_path(model)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def report(cases: list[Case]) -> dict[str, Any]:
    """What was measured of the intents."""
    return {
        "variants": {name: summary([c for c in cases if c.variant == name]) for name in VARIANTS},
        "intents": by_intent(cases),
        "wrong": [c.as_row() for c in cases if not c.right],
        "cases": [c.as_row() for c in cases],
    }


def show(result: dict[str, Any]) -> None:
    """Print the report for a person."""
    _show_table("intent", result["intents"])
    print("\nwrong:")
    for row in result["wrong"]:
        print(
            f"  {row['variant']:10} {row['text']!r}: {row['intent']} → {row['said']} "
            f"({row['best']} {row['confidence']:.2f})"
        )
    print()
    for name, row in result["variants"].items():
        print(
            f"{name:10} {row['accuracy']:.4f} of {row['n']}  best guess {row['best_guess']:.4f}  "
            f"fallback {row['fallback']}  confidence right/wrong (median) "
            f"{row['confidence_right']}/{row['confidence_wrong']}"
        )
    if took := result["training"]:
        print(f"training   {took['seconds']:.0f} s, {took['processor_seconds']:.0f} s of one core")
    print()
    _show_table("entity", result["entities"])


def _show_table(heading: str, table: dict[str, dict[str, Any]]) -> None:
    print(f"{heading:26} {'P':>6} {'R':>6} {'F1':>6} {'n':>5}")
    for name, row in table.items():
        figures = " ".join(f"{row[k]:6.3f}" if row[k] is not None else "   n/a" for k in "prf")
        print(f"{name:26} {figures} {row['n']:5}")


def write(folder: Path, result: dict[str, Any], model: Path, paths: list[Path]) -> None:
    """Everything measured, its picture, the wrong cases and what was in effect."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_json(folder / "report.json", result)
    with (folder / "wrong.tsv").open("w", encoding="utf-8", newline="") as file:
        fields = ["variant", "text", "intent", "said", "best", "confidence"]
        table = csv.DictWriter(file, fields, delimiter="\t")
        table.writeheader()
        table.writerows(result["wrong"])
    draw([Case(**row) for row in result["cases"]], folder / "confusion.png")
    config = yaml.safe_load((NLU / "config.yml").read_text(encoding="utf-8"))
    effective = {
        "model": {"path": str(model), "sha256": hashlib.sha256(model.read_bytes()).hexdigest()},
        "heldout": [str(path) for path in paths],
        "variants": list(VARIANTS),
        "pipeline": config["pipeline"],
        "policies": config["policies"],
    }
    _write_json(folder / "config.json", effective)


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="data folder")
    parser.add_argument("--model", type=Path, help="instead of the data folder's")
    parser.add_argument("--heldout", type=Path, action="append")
    parser.add_argument("--out", type=Path, help="folder to write everything into")
    options = parser.parse_args()
    model = options.model or model_path(options.data)
    if not model.exists():
        print(f"{model}: no model; train it with nlu/train.py", file=sys.stderr)
        return 1
    os.environ.update(environment(options.data))
    sys.path.insert(0, str(NLU))
    paths = options.heldout or sorted(HELDOUT.glob("heldout*.yml"))
    result = asyncio.run(measure(model, paths, sorted(HELDOUT.glob("entities*.yml"))))
    show(result)
    if options.out:
        write(options.out, result, model, paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
