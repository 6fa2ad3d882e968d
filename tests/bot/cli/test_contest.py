"""motcua contest: who stands where, and one clear line when nothing can be settled."""

from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.store import Conversation, QuizRound, open_store
from bot.store.models import utc_now
from tests.bot.cli.conftest import Run, told_in_one_line

CONTEST = """
id: cchc
name: Tìm hiểu cải cách
organiser: UBND phường Mẫu
opens: 2024-11-01
until: {until}
"""


@pytest.fixture
def contest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cuoc-thi.yaml"
    path.write_text(CONTEST.format(until="2024-11-30"), encoding="utf-8")
    monkeypatch.setenv("MOTCUA_CONTEST", str(path))
    store = open_store(load_settings(data=tmp_path / "var").database)
    with store.session() as session:
        who = Conversation(channel="web", address="lan")
        session.add(who)
        session.flush()
        session.add(
            QuizRound(
                conversation_id=who.id,
                contest="cchc",
                progress={"questions": ["a"] * 5, "answers": []},
                score=4,
                seconds=61,
                finished_at=utc_now(),
            )
        )
    store.close()
    return path


def test_places_are_printed_and_winners_told_once(run: Run, tmp_path: Path, contest: Path) -> None:
    data = tmp_path / "var"
    assert run("contest", "ranking", data=data).stdout == "1. 4/5 in 61 s\n"
    assert run("contest", "award", data=data).stdout == "1 winners told.\n"
    assert run("contest", "award", data=data).stdout == "0 winners told.\n"


def test_a_contest_that_runs_is_not_settled(run: Run, tmp_path: Path, contest: Path) -> None:
    contest.write_text(CONTEST.format(until="2999-11-30"), encoding="utf-8")
    assert "runs until" in told_in_one_line(run("contest", "award", data=tmp_path / "var"))


def test_without_a_contest_it_says_so(run: Run, tmp_path: Path) -> None:
    assert "MOTCUA_CONTEST" in told_in_one_line(run("contest", "ranking", data=tmp_path / "var"))
