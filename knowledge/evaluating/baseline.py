"""The figures that must not fall: on the project's own questions, over its own content alone.

That content is in the repository, so the figures are the same everywhere, without the national
catalogue. Questions whose answer only the catalogue holds are left out, and counted.
"""

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.content import load_content
from knowledge.errors import KnowledgeError
from knowledge.evaluating.measuring import ALL, evaluate, labels_of
from knowledge.evaluating.questions import REFUSED, own_questions, own_refusals
from knowledge.evaluating.tally import RANKS, Tally
from knowledge.index import Encoder, build_index, load_index
from knowledge.library import Library
from knowledge.search import Searcher

BASELINE = Path(__file__).resolve().parents[1] / "evaluation" / "baseline.yaml"
# How far a figure may fall: two points, and in a small slice one question.
TOLERATED = 0.02
# Records are judged as of this day, so that the calendar alone changes no figure.
DAY = dt.date(2026, 11, 22)
_HEAD = (
    "# Written by 'motcua knowledge evaluate --write-baseline'; higher is better everywhere.\n"
    "# tests/e2e/test_figures.py fails when a figure falls by more than two points.\n"
)


class Baseline(BaseModel):
    """Figures by slice, each a share from 0 to 1, and how many questions they come of."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoder: str
    left_out: int
    counts: dict[str, int]
    figures: dict[str, dict[str, float]]

    @classmethod
    def read(cls, path: Path = BASELINE) -> Self:
        """Read the committed figures.

        Raises:
            KnowledgeError: the file is missing or damaged.
        """
        try:
            return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (OSError, yaml.YAMLError, ValidationError) as error:
            again = "write it again with 'motcua knowledge evaluate --write-baseline'"
            raise KnowledgeError(f"{path}: {error}; {again}") from None

    def write(self, path: Path = BASELINE) -> None:
        """Replace the committed figures."""
        data = yaml.safe_dump(self.model_dump(), sort_keys=False, allow_unicode=True)
        path.write_text(_HEAD + data, encoding="utf-8")

    def falls(self, now: "Baseline") -> list[str]:
        """What is worse in ``now`` by more than is tolerated; one line a figure."""
        found = []
        for name, figures in self.figures.items():
            allowed = max(TOLERATED, 1 / self.counts[name]) + 1e-9
            for figure, before in figures.items():
                after = now.figures.get(name, {}).get(figure, 0.0)
                if not after >= before - allowed:
                    found.append(f"{name}, {figure}: {before:.3f} before, {after:.3f} now")
        return found


def own_searcher(encoder: Encoder, cache: Path | None = None) -> Searcher:
    """A search over the project's own content; vectors in ``cache`` are not made again."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        if cache is not None and cache.is_file():
            shutil.copy2(cache, root / "vectors.db")
        build_index(root / "index", load_content(), Library(root), encoder)
        index = load_index(root / "index", encoder.name)
    return Searcher(index, encoder, today=lambda: DAY)


def measure_own(searcher: Searcher) -> Baseline:
    """The figures of ``searcher``, which holds the project's own content."""
    known = {label for item in searcher.index.items for label in labels_of(item)}
    questions = own_questions()
    held = [question for question in questions if question.gold & known]
    tallies = evaluate(searcher, [*held, *own_refusals()]).ours
    return Baseline(
        encoder=searcher.encoder.name,
        left_out=len(questions) - len(held),
        counts={name: tally.total for name, tally in sorted(tallies.items())},
        figures={name: _figures(name, tally) for name, tally in sorted(tallies.items())},
    )


def _figures(name: str, tally: Tally) -> dict[str, float]:
    if name == REFUSED:
        return {"not answered as known": round(1 - tally.answered_share(), 4)}
    found = {f"R@{rank}": round(tally.recall(rank), 4) for rank in RANKS}
    found["MRR@10"] = round(tally.mrr(), 4)
    if name == ALL:
        # In a slice these rest on a handful of questions.
        found["answered or asked back"] = round(tally.served(), 4)
        found["right of answered"] = round(tally.right_of_answered(), 4)
    return found
