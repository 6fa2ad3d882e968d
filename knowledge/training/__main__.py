"""Make the adapter again: ``python -m knowledge.training CATALOGUE [--out FILE] [--steps N]``.

CATALOGUE is a ``procedures.jsonl``. A step takes 1.5 s of one core: 20 minutes on a quiet machine.
With ``--start FILE`` it goes on from an earlier adapter, enough when only some phrases were added.
The adapter in the repository is what the command makes with its defaults.
"""

import argparse
import sys
from pathlib import Path

import torch

from knowledge.content import load_content
from knowledge.training.adapter import ADAPTER_FILE, Adapter
from knowledge.training.fitting import Fit, fit
from knowledge.training.lessons import curriculum

REPORT_EVERY = 10


def main() -> None:
    """Read the arguments, learn, write the adapter."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description=__doc__)
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("--out", type=Path, default=ADAPTER_FILE)
    parser.add_argument("--steps", type=int, default=Fit.steps)
    parser.add_argument("--rate", type=float, default=Fit.rate)
    parser.add_argument("--seed", type=int, default=Fit.seed)
    parser.add_argument("--start", type=Path, help="an adapter to go on from")
    given = parser.parse_args()
    torch.set_num_threads(1)

    mean: list[float] = []

    def progress(step: int, loss: float, seconds: float) -> None:
        mean.append(loss)
        if step % REPORT_EVERY == 0:
            recent = sum(mean[-REPORT_EVERY:]) / REPORT_EVERY
            sys.stdout.write(f"{step}/{given.steps} loss {recent:.3f} {seconds:.0f} s\n")
            sys.stdout.flush()

    lessons = curriculum(load_content(), given.catalogue)
    settings = Fit(steps=given.steps, rate=given.rate, seed=given.seed)
    start = Adapter.load(given.start) if given.start else None
    fit(lessons, given.out, settings, progress, start)


if __name__ == "__main__":
    main()
