"""motcua broadcast: the whole life of one message, as officers' scripts call it."""

import json
from pathlib import Path

import pytest

from bot.broadcasts import Sender
from bot.store import open_store
from tests.bot import people
from tests.bot.cli.conftest import Run, told_in_one_line
from tests.bot.people import ToldChannel
from tests.bot.records import ABOLISHED, BIRTH

KEYS = ["id", "state", "total", "pending", "sent", "unknown", "refused", "unreachable"]


def _create(run: Run, folder: Path, source: str = BIRTH) -> str:
    result = run(
        *("broadcast", "create", "--source", source, "--channel", "telegram"),
        *("--audience", "all"),
        data=folder,
    )
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def _status(run: Run, folder: Path, made: str) -> dict[str, object]:
    result = run("broadcast", "status", made, "--json", data=folder)
    assert result.exit_code == 0
    found: dict[str, object] = json.loads(result.stdout)
    assert list(found) == KEYS
    return found


async def test_the_whole_life(run: Run, folder: Path) -> None:
    store = open_store(f"sqlite:///{folder / 'motcua.db'}")
    for number in range(3):
        people.subscriber(store, f"dân {number}")
    made = _create(run, folder)
    assert made.isdigit()
    assert _status(run, folder, made)["state"] == "draft"
    assert run("broadcast", "approve", made, "--by", "Hoa", data=folder).exit_code == 0
    assert _status(run, folder, made)["state"] == "approved"
    started = run("broadcast", "start", made, data=folder)
    assert started.stdout.strip() == "3 recipients."
    assert run("broadcast", "stop", made, data=folder).exit_code == 0
    assert _status(run, folder, made) == {
        **dict.fromkeys(KEYS, 0),
        "id": int(made),
        "state": "stopped",
        "total": 3,
        "pending": 3,
    }
    assert run("broadcast", "resume", made, data=folder).stdout.strip() == "3 recipients."
    channel = ToldChannel()
    await Sender(store, {"telegram": channel}).work()
    store.close()
    assert len(channel.sent) == 3
    status = _status(run, folder, made)
    assert (status["state"], status["sent"]) == ("done", 3)
    assert "state: done" in run("broadcast", "status", made, data=folder).stdout


@pytest.mark.parametrize("act", ["start", "stop", "resume", "status"])
def test_one_that_is_not_there_is_one_line(run: Run, folder: Path, act: str) -> None:
    assert "404" in told_in_one_line(run("broadcast", act, 404, data=folder))


@pytest.mark.parametrize("source", ["9.999999", ABOLISHED])
def test_a_source_that_must_not_be_stated_is_one_line(run: Run, folder: Path, source: str) -> None:
    result = run("broadcast", "create", "--source", source, "--channel", "web", data=folder)
    assert source in told_in_one_line(result)


def test_a_channel_that_is_none_is_one_line(run: Run, folder: Path) -> None:
    result = run("broadcast", "create", "--source", BIRTH, "--channel", "fax", data=folder)
    assert "fax" in told_in_one_line(result)


def test_without_an_index_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    result = run("broadcast", "create", "--source", BIRTH, "--channel", "web", data=tmp_path)
    assert "motcua knowledge build" in told_in_one_line(result)


def test_nobody_to_send_to_and_unapproved_are_one_line_each(run: Run, folder: Path) -> None:
    made = _create(run, folder)
    assert "draft" in told_in_one_line(run("broadcast", "start", made, data=folder))
    run("broadcast", "approve", made, "--by", "Hoa", data=folder)
    told = told_in_one_line(run("broadcast", "start", made, data=folder))
    assert "chưa có ai đăng ký" in told


def test_planned_on_the_command_line(run: Run, folder: Path) -> None:
    made = _create(run, folder)
    run("broadcast", "approve", made, "--by", "Hoa", data=folder)
    planned = run("broadcast", "start", made, "--at", "2099-11-23 08:00", data=folder)
    assert planned.stdout.strip() == "Planned for 08:00 ngày 23/11/2099."
    assert _status(run, folder, made)["state"] == "approved"
    for at, told in (("2099-11-23 23:00", "giờ yên tĩnh"), ("mai", "mai")):
        refused = run("broadcast", "start", made, "--at", at, data=folder)
        assert told in told_in_one_line(refused)


def test_the_author_named_on_the_command_line_does_not_approve(run: Run, folder: Path) -> None:
    made = run(
        *("broadcast", "create", "--source", BIRTH, "--channel", "web", "--by", "Lan"),
        data=folder,
    ).stdout.strip()
    refused = run("broadcast", "approve", made, "--by", "Lan", data=folder)
    assert "không tự duyệt" in told_in_one_line(refused)
