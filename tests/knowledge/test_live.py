"""A running process follows each new index, and no broken one can take its answers away."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.errors import IndexMissingError
from knowledge.index import DEFAULT_MODEL, Encoder, build_index
from knowledge.index.manifest import CURRENT, current_folder
from knowledge.library import Library
from knowledge.live import LiveKnowledge
from tests.knowledge.samples import BIRTH, BIRTH_RECORD, TODAY, content


@pytest.fixture
def data(tmp_path: Path, data_folder: Path) -> Path:
    """A copy of the built data folder."""
    return Path(shutil.copytree(data_folder, tmp_path / "var"))


@pytest.fixture
def live(data: Path) -> LiveKnowledge:
    return LiveKnowledge(data, DEFAULT_MODEL, today=lambda: TODAY)


def rebuild(data: Path, encoder: Encoder, fee: str) -> Path:
    record = BIRTH_RECORD.model_copy(update={"fee": fee})
    build_index(data / "index", content(procedures=[record]), Library(data), encoder)
    return current_folder(data / "index")


def told(live: LiveKnowledge) -> str:
    return live.answerer.about(BIRTH).text


def test_without_an_index_the_start_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="motcua knowledge build"):
        LiveKnowledge(tmp_path, DEFAULT_MODEL)


def test_the_trace_names_index_and_model(live: LiveKnowledge, encoder: Encoder) -> None:
    assert live.versions["model"] == encoder.name
    assert live.versions["index"]


def test_an_unchanged_index_is_loaded_once(live: LiveKnowledge) -> None:
    assert live.answerer is live.answerer


def test_a_new_index_is_taken_up(live: LiveKnowledge, data: Path, encoder: Encoder) -> None:
    assert "8.000 đồng" in told(live)
    made = live.versions["index"]
    rebuild(data, encoder, "9.000 đồng")
    assert "9.000 đồng" in told(live)
    assert live.versions["index"] != made


def test_a_broken_new_index_leaves_the_old_one_serving(
    live: LiveKnowledge, data: Path, encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    folder = rebuild(data, encoder, "9.000 đồng")
    (folder / "vectors.faiss").write_bytes(b"x")
    assert "8.000 đồng" in told(live)
    assert "the old one goes on" in caplog.text
    caplog.clear()
    assert "8.000 đồng" in told(live)
    assert caplog.text == "", "the same broken index is not tried at every question"


def test_the_next_good_index_after_a_broken_one_is_taken_up(
    live: LiveKnowledge, data: Path, encoder: Encoder
) -> None:
    (rebuild(data, encoder, "9.000 đồng") / "vectors.faiss").write_bytes(b"x")
    told(live)
    rebuild(data, encoder, "7.000 đồng")
    assert "7.000 đồng" in told(live)


@pytest.mark.parametrize("damage", [None, b"", b"20000101T000000000000", b"\xff\xfe"])
def test_a_lost_pointer_leaves_the_old_index_serving(
    live: LiveKnowledge, data: Path, damage: bytes | None
) -> None:
    """Whoever clears the data folder while the bot runs must not silence it."""
    pointer = data / "index" / CURRENT
    pointer.unlink() if damage is None else pointer.write_bytes(damage)
    assert "8.000 đồng" in told(live)


def test_rebuilding_under_load_loses_no_question(
    live: LiveKnowledge, data: Path, encoder: Encoder
) -> None:
    """Citizens keep asking while the index is built and swapped three times."""
    fees = ("8.000 đồng", "9.000 đồng", "7.000 đồng", "6.000 đồng")
    done = threading.Event()

    def ask() -> list[str]:
        answers = []
        while not done.is_set():
            searcher = live.answerer.searcher
            assert searcher.search("làm khai sinh cho con ở đâu").hits[0].item.code == BIRTH
            answers.append(told(live))
        return answers

    with ThreadPoolExecutor(4) as people:
        asking = [people.submit(ask) for _ in range(4)]
        try:
            for fee in fees[1:]:
                rebuild(data, encoder, fee)
        finally:
            done.set()
    answers = [answer for one in asking for answer in one.result()]
    assert all(any(fee in answer for fee in fees) for answer in answers)
    assert fees[-1] in told(live), "the last index serves in the end"
