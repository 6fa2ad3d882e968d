"""The committed figures: a fall of more than two points is told, less is not."""

from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.evaluating import own_questions, own_refusals
from knowledge.evaluating.baseline import Baseline
from knowledge.evaluating.questions import REFUSED


def figures(recall: float, small: float = 0.8) -> Baseline:
    return Baseline(
        encoder="e5",
        left_out=0,
        counts={"all": 500, "short": 20},
        figures={"all": {"R@1": recall}, "short": {"R@1": small}},
    )


@pytest.mark.parametrize("after", [0.80, 0.785, 0.78, 0.95])
def test_two_points_are_tolerated(after: float) -> None:
    assert figures(0.80).falls(figures(after)) == []


def test_a_deeper_fall_is_named_with_both_figures() -> None:
    assert figures(0.80).falls(figures(0.77)) == ["all, R@1: 0.800 before, 0.770 now"]


def test_in_a_small_slice_one_question_may_turn_and_two_may_not() -> None:
    assert figures(0.8).falls(figures(0.8, small=0.75)) == []
    assert len(figures(0.8).falls(figures(0.8, small=0.70))) == 1


def test_a_figure_that_is_gone_or_not_a_number_counts_as_fallen() -> None:
    gone = figures(0.8).model_copy(update={"figures": {"all": {"R@1": float("nan")}}})
    assert len(figures(0.8).falls(gone)) == 2


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    figures(0.8).write(tmp_path / "baseline.yaml")
    assert Baseline.read(tmp_path / "baseline.yaml") == figures(0.8)


@pytest.mark.parametrize("text", ["", "figures: 3", "a: [", "encoder: x"])
def test_a_damaged_file_says_how_to_write_it_again(tmp_path: Path, text: str) -> None:
    (tmp_path / "baseline.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="--write-baseline"):
        Baseline.read(tmp_path / "baseline.yaml")


def test_the_committed_figures_are_of_the_questions_here() -> None:
    kept = Baseline.read()
    assert kept.counts["all"] + kept.left_out == len(own_questions()) >= 300
    assert kept.counts[REFUSED] == len(own_refusals()) >= 100
