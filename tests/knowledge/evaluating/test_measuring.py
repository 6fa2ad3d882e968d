"""Counting: ranks, endings, and the peers on the same records."""

import json
import math
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.evaluating import Question, Tally, evaluate, read_questions
from knowledge.evaluating.peers import peers_of
from knowledge.evaluating.questions import REFUSED
from knowledge.evaluating.saving import save
from knowledge.search import Searcher, Verdict
from tests.knowledge.samples import BIRTH

RIGHT = Question("1", "làm khai sinh cần giấy tờ gì", "short", frozenset({BIRTH}))
ELSEWHERE = Question("2", "làm khai sinh cần giấy tờ gì", "short", frozenset({"0.000000"}))
REFUSE = Question("3", "dạy tôi nấu phở bò", REFUSED, frozenset())


def test_ours_and_three_peers_answer_the_same_questions(searcher: Searcher, tmp_path: Path) -> None:
    found = evaluate(
        searcher, [RIGHT, ELSEWHERE, REFUSE], peers_of(searcher, tmp_path / "vectors.db")
    )
    assert set(found.tallies) == {"motcua", "bm25", "embedding", "haystack"}
    for method, tallies in found.tallies.items():
        assert tallies["all"].recall(10) == 0.5, method
        assert tallies["short"].ranks == tallies["all"].ranks
    assert found.ours[REFUSED].abstained == 1
    assert [case["id"] for case in found.wrong] == ["2"]
    save(found, searcher, tmp_path / "out")
    kept = {path.name for path in (tmp_path / "out").iterdir()}
    assert kept == {"figures.json", "wrong.jsonl", "configuration.yaml", "recall.png"}
    figures = json.loads((tmp_path / "out" / "figures.json").read_text("utf-8"))
    assert figures["motcua"]["all"]["R@10"] == 0.5
    assert figures["bm25"]["all"]["right of answered"] is None
    configuration = (tmp_path / "out" / "configuration.yaml").read_text("utf-8")
    assert searcher.index.manifest.records in configuration


def test_a_share_of_nothing_is_not_a_number() -> None:
    assert math.isnan(Tally().recall(1))
    assert math.isnan(Tally().right_of_answered())


def test_an_expired_source_counts_as_not_answered() -> None:
    tally = Tally()
    tally.count(0, Verdict.EXPIRED_SOURCE, has_answer=True)
    assert (tally.answered, tally.abstained, tally.total) == (0, 1, 1)


@pytest.mark.parametrize("row", ["{", "[]", '{"id": 1}', '{"id": 1, "question": "a", "gold": 3}'])
def test_a_wrong_row_is_named_by_file_and_line(tmp_path: Path, row: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": 1, "question": "a"}\n' + row, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"questions\.jsonl:2"):
        list(read_questions(path))
