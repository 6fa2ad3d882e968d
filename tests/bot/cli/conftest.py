"""The command line as it is called: its own data folder, its locale, its exit code."""

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from bot.settings import Settings

LOCALES = {"en": "en_US.UTF-8", "vi": "vi_VN.UTF-8"}


@contextmanager
def command_line(locale: str) -> Iterator[typer.Typer]:
    """The command line as imported under ``locale``: helps are made at that moment."""
    before = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_cli(name)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", locale)
        try:
            yield importlib.import_module("bot.cli.main").app
        finally:
            for name in [name for name in sys.modules if _is_cli(name)]:
                del sys.modules[name]
            sys.modules.update(before)


def _is_cli(name: str) -> bool:
    return name == "bot.cli" or name.startswith("bot.cli.")


Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, data_folder: Path) -> Path:
    """A data folder of this test's own, with the small index in it."""
    data = tmp_path / "var"
    shutil.copytree(data_folder, data)
    return data


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    """``run("staff", "add", …, data=folder, input=…)`` in English; no setting but the test's."""
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    monkeypatch.delenv("MOTCUA_STAFF_PASSWORD", raising=False)
    monkeypatch.chdir(tmp_path)
    with command_line(LOCALES["en"]) as app:

        def call(*words: object, data: Path | None = None, **options: object) -> Result:
            given = [str(word) for word in words]
            if data is not None:
                given += ["--data", str(data)]
            return CliRunner().invoke(app, given, **options)  # type: ignore[arg-type]

        yield call


def told_in_one_line(result: Result) -> str:
    """The error as an officer reads it: one line on stderr, exit code 1, no traceback."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]
