"""``motcua serve``: one command starts everything, one Ctrl-C ends everything."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.prepared import Say
from tests.e2e.processes import wait_until
from tests.e2e.serving import Terminal, ports, ready

pytestmark = pytest.mark.slow

READY_SECONDS = 180.0


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    """A copy of what was built, so that nothing of the other tests is touched."""
    copy = tmp_path / "var"
    for part in ("knowledge", "nlu"):
        shutil.copytree(prepared / part, copy / part)
    return copy


@pytest.fixture
def terminal(data: Path) -> Iterator[Terminal]:
    made = Terminal.serve(data)
    yield made
    made.sweep()


def test_a_second_start_rebuilds_nothing_and_ctrl_c_leaves_nothing(data: Path, say: Say) -> None:
    settings = ports(data)
    terminal = Terminal.serve(data, **settings)
    model = (data / "nlu" / "model.tar.gz").stat().st_mtime_ns
    index = (data / "knowledge" / "index" / "current").read_text()
    try:
        started = time.monotonic()
        terminal.start()
        port = settings["MOTCUA_PORT"]
        assert wait_until(lambda: ready(port) or terminal.code is not None, READY_SECONDS), (
            terminal.output
        )
        seconds = time.monotonic() - started
        say(f"motcua serve, second start: ready after {seconds:.0f} s")
        assert terminal.code is None, terminal.output
        assert (data / "nlu" / "model.tar.gz").stat().st_mtime_ns == model, "trained again"
        assert (data / "knowledge" / "index" / "current").read_text() == index, "indexed again"

        body = {"conversation": "phuc-vu", "text": "làm khai sinh cần gì"}
        answer = httpx.post(f"http://127.0.0.1:{port}/api/chat", json=body, timeout=30).json()
        assert answer["procedure"] == "1.001193"

        _is_on_loopback_only(terminal)
        _is_restarted_when_it_dies(terminal, port)

        terminal.ctrl_c()
        assert terminal.ended(), f"left: {terminal.members}\n{terminal.output}"
        assert "Traceback" not in terminal.output, terminal.output
        assert f"http://127.0.0.1:{port}/chat" in terminal.output, "it does not say where to go"
    finally:
        terminal.sweep()


def _is_on_loopback_only(terminal: Terminal) -> None:
    """No socket of the session listens on anything but 127.0.0.1."""
    inodes = {
        str(link.readlink())
        for pid in terminal.members
        for link in Path(f"/proc/{pid}/fd").iterdir()
        if link.is_symlink()
    }
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    rows += [line.split() for line in Path("/proc/net/tcp6").read_text().splitlines()[1:]]
    listening = {
        row[1].split(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes
    }
    assert listening == {"0100007F"}, listening


def _is_restarted_when_it_dies(terminal: Terminal, port: str) -> None:
    victims = [pid for pid, line in terminal.members.items() if "-m actions" in line]
    assert victims, terminal.members
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not ready(port), 30), "nobody noticed"
    assert wait_until(lambda: ready(port), READY_SECONDS), terminal.output


def test_ctrl_c_while_everything_is_still_starting(data: Path, terminal: Terminal) -> None:
    terminal.start()
    assert wait_until(lambda: any("rasa run" in line for line in terminal.members.values()), 120), (
        terminal.output
    )
    terminal.ctrl_c()
    assert terminal.ended(), f"left: {terminal.members}\n{terminal.output}"
    assert "Traceback" not in terminal.output, terminal.output


def test_ctrl_c_during_the_training(data: Path, terminal: Terminal) -> None:
    (data / "nlu" / "trained-from").write_text("something else", encoding="ascii")
    before = (data / "nlu" / "model.tar.gz").read_bytes()
    terminal.start()
    assert wait_until(
        lambda: any("rasa train" in line for line in terminal.members.values()), 120
    ), terminal.output
    time.sleep(2)
    terminal.ctrl_c()
    assert terminal.ended(), f"left: {terminal.members}\n{terminal.output}"
    assert "Traceback" not in terminal.output, terminal.output
    assert (data / "nlu" / "model.tar.gz").read_bytes() == before, "the old model was harmed"
    assert (data / "nlu" / "trained-from").read_text() == "something else"


def test_a_terminal_that_is_closed_ends_everything_too(data: Path, terminal: Terminal) -> None:
    terminal.start()
    assert wait_until(lambda: any("rasa run" in line for line in terminal.members.values()), 120)
    os.killpg(min(terminal.members), signal.SIGTERM)
    assert terminal.ended(), f"left: {terminal.members}\n{terminal.output}"
