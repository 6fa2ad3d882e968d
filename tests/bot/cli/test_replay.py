"""A stored answer is asked again, and what changed since is told."""

import json
from pathlib import Path

import pytest

from bot.store import Conversation, Direction, Message, open_store
from tests.bot.cli.conftest import Run, told_in_one_line
from tests.bot.records import MARRIAGE


@pytest.fixture
def answered(folder: Path) -> int:
    """The id of an answer that once was found in another record."""
    trace = {
        "question": "làm giấy kết hôn cần gì",
        "state": "no_source",
        "hits": [{"key": "procedure:9.999999", "title": "Việc cũ", "score": 0.4}],
        "index": "2026-01-01T00:00:00+00:00",
    }
    store = open_store(f"sqlite:///{folder / 'motcua.db'}")
    with store.session() as session:
        who = Conversation(channel="web", address="a")
        session.add(who)
        session.flush()
        said = {"conversation_id": who.id, "text": "…"}
        bot = Message(**said, direction=Direction.BOT, trace=trace)
        session.add_all([bot, Message(**said, direction=Direction.CITIZEN)])
        session.flush()
        number = bot.id
    store.close()
    return number


def test_then_and_now_stand_side_by_side(run: Run, folder: Path, answered: int) -> None:
    done = run("knowledge", "replay", answered, "--json", data=folder)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["then"]["state"] == "no_source"
    assert (found["now"]["state"], found["same"]) == ("answered", False)
    assert found["now"]["hits"][0]["key"] == f"procedure:{MARRIAGE}"
    assert found["now"]["why"]
    table = run("knowledge", "replay", answered, data=folder)
    assert "Việc cũ" in table.stdout
    assert "Đăng ký kết hôn" in table.stdout


@pytest.mark.parametrize(("other", "said"), [(1, "no question"), (999, "no message 1000")])
def test_what_is_no_answer_is_refused_in_one_line(
    run: Run, folder: Path, answered: int, other: int, said: str
) -> None:
    assert said in told_in_one_line(run("knowledge", "replay", answered + other, data=folder))
