"""The figures of what is read off a sentence, on a few records; and the file of our own."""

from pathlib import Path

import pytest

from knowledge.answers import Answerer
from knowledge.content import load_content
from knowledge.errors import KnowledgeError
from knowledge.evaluating.mentions import Mention, own_mentions, read_off
from tests.knowledge.samples import BIRTH, MARRIAGE


def _mention(text: str, procedure: str | None, *aspects: str) -> Mention:
    return Mention.model_validate({"text": text, "procedure": procedure, "aspect": aspects})


def test_precision_and_recall_are_told_apart(answerer: Answerer) -> None:
    figures = read_off(
        answerer,
        [
            _mention("đăng ký khai sinh cần giấy tờ gì", BIRTH, "documents"),
            _mention("đăng ký kết hôn bao nhiêu tiền", BIRTH, "fee", "where"),
            _mention("hôm nay trời đẹp quá", MARRIAGE),
        ],
    )
    procedure, aspect = figures["procedure"], figures["aspect"]
    assert (procedure.precision, procedure.recall, procedure.n) == (1 / 2, 1 / 3, 3)
    assert procedure.f1 == pytest.approx(2 / 5)
    assert (aspect.precision, aspect.recall, aspect.n) == (1, 2 / 3, 3)


def test_of_nothing_nothing_is_known(answerer: Answerer) -> None:
    assert read_off(answerer, [])["aspect"].f1 is None


def test_our_own_sentences_name_procedures_that_are_there() -> None:
    codes = {procedure.code for procedure in load_content().procedures}
    named = {mention.procedure for mention in own_mentions()} - {None}
    assert len(named) >= 20
    assert named <= codes


def test_a_file_with_a_fault_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mentions.yaml"
    path.write_text("- {text: a, procedure: null, aspect: [colour]}", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"mentions\.yaml"):
        own_mentions(path)
