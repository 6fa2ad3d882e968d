"""Answer quality may not fall unnoticed: the figures on the project's own questions."""

from pathlib import Path

from knowledge.evaluating.baseline import BASELINE, Baseline, measure_own, own_searcher
from knowledge.index import load_encoder


def test_no_figure_falls_by_more_than_two_points(prepared: Path) -> None:
    """Renew the file with 'motcua knowledge evaluate --write-baseline' when a fall is meant."""
    encoder = load_encoder(folder=prepared / "knowledge" / "model")
    now = measure_own(own_searcher(encoder, prepared / "knowledge" / "vectors.db"))
    before = Baseline.read()
    assert now.counts == before.counts, f"the questions changed; write {BASELINE.name} again"
    assert not before.falls(now)
