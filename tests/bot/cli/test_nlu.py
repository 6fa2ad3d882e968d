"""motcua nlu: Rasa's scripts in their own environment, and what is remembered of them."""

import subprocess
from pathlib import Path

import pytest

from bot.serving import rasa
from tests.bot.cli.conftest import Run


@pytest.fixture
def exit_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int]:
    """The exit code of the script, which is not run: training takes a minute."""
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(rasa, "PYTHON", python)
    codes = [0]
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, codes[0])
    )
    (tmp_path / "var" / "nlu").mkdir(parents=True)
    (tmp_path / "var" / "nlu" / "model.tar.gz").touch()
    return codes


def test_what_was_trained_is_not_trained_again_by_serve(
    run: Run, tmp_path: Path, exit_code: list[int]
) -> None:
    assert run("nlu", "train", data=tmp_path / "var").exit_code == 0
    assert rasa.model_is_current(tmp_path / "var")


def test_a_failure_is_passed_on_and_not_taken_for_a_model(
    run: Run, tmp_path: Path, exit_code: list[int]
) -> None:
    exit_code[0] = 3
    assert run("nlu", "train", data=tmp_path / "var").exit_code == 3
    assert not rasa.model_is_current(tmp_path / "var")
