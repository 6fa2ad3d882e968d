"""What the process manager is told; read back by supervisor's own parser."""

import os
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from supervisor.options import ServerOptions

from bot.serving import supervising
from bot.serving.supervising import programs, run_forever
from bot.settings import Settings, load_settings


class Started(Exception):
    """Instead of becoming the process manager."""


@pytest.fixture
def rasa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    python = tmp_path / "venv nlu 50%" / "python"
    monkeypatch.setattr(supervising, "rasa_python", lambda: python)
    return python


@pytest.fixture
def settings(tmp_path: Path, rasa: Path) -> Settings:
    return load_settings(data=tmp_path / "dữ liệu 100% của xã", port=18080)


@pytest.fixture
def handed_over(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, ...]:
    """What would have become this process: program, arguments, environment."""
    taken: list[tuple[Any, ...]] = []

    def execve(*arguments: Any) -> None:
        taken.append(arguments)
        raise Started

    called_in = settings.data.parent / "thư mục 50%"
    called_in.mkdir()
    monkeypatch.chdir(called_in)
    monkeypatch.setattr(os, "execve", execve)
    with pytest.raises(Started):
        run_forever(settings)
    return taken[0]


def _read(config: Path) -> ServerOptions:
    options = ServerOptions()
    options.realize(["-c", str(config)])
    return options


def test_supervisor_reads_percent_signs_spaces_and_vietnamese_as_they_are(
    settings: Settings, rasa: Path, handed_over: tuple[Any, ...]
) -> None:
    options = _read(settings.data.resolve() / "supervisord.ini")
    made = {group.name: group.process_configs[0] for group in options.process_group_configs}
    assert set(made) == {"actions", "rasa", "bot"}
    assert shlex.split(made["rasa"].command)[0] == str(rasa)
    assert str(settings.data.resolve()) in shlex.split(made["rasa"].command)
    assert shlex.split(made["bot"].command) == [sys.executable, "-m", "bot"]
    assert str(made["rasa"].stdout_logfile) == str(settings.data.resolve() / "logs" / "rasa.log")
    assert options.nodaemon
    # Where 'serve' was called, so that the same .env is read.
    assert made["bot"].directory == str(Path.cwd())


def test_every_process_is_restarted_and_ended_with_its_children(
    settings: Settings, handed_over: tuple[Any, ...]
) -> None:
    options = _read(settings.data.resolve() / "supervisord.ini")
    for group in options.process_group_configs:
        process = group.process_configs[0]
        assert process.autostart
        assert process.autorestart
        assert process.stopasgroup
        assert process.killasgroup


def test_the_processes_know_where_everything_is_and_tell_nobody(
    settings: Settings, handed_over: tuple[Any, ...]
) -> None:
    program, arguments, environment = handed_over
    assert program == sys.executable
    assert arguments[1:3] == ["-m", "supervisor.supervisord"]
    assert environment["MOTCUA_DATA"] == str(settings.data.resolve())
    assert environment["MOTCUA_ACTION_URL"] == "http://127.0.0.1:5055/webhook"
    assert environment["RASA_TELEMETRY_ENABLED"] == "false"
    assert environment["HF_HUB_OFFLINE"] == "1"
    assert environment["OMP_NUM_THREADS"] == "1"


def test_rasa_listens_where_the_bot_looks_for_it(settings: Settings) -> None:
    (rasa,) = [program for program in programs(settings) if program.name == "rasa"]
    command = shlex.split(rasa.command)
    assert command[command.index("--port") + 1] == str(settings.rasa_port)


def test_only_the_bot_writes_to_the_terminal(settings: Settings) -> None:
    assert [program.name for program in programs(settings) if program.shown] == ["bot"]
