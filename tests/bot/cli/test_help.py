"""--help on every level, in Vietnamese or English by the locale."""

import re
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from tests.bot.cli.conftest import LOCALES, command_line

_VIETNAMESE = re.compile(r"[ăâđêôơưàảãạáèẻẽẹéìỉĩịíòỏõọóùủũụúỳỷỹỵýấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]")


def _inner(command: Any) -> dict[str, Any]:
    """The commands within a group; a command alone has none."""
    if not hasattr(command, "list_commands"):
        return {}
    context = command.make_context("motcua", [], resilient_parsing=True)
    return {name: command.get_command(context, name) for name in command.list_commands(context)}


def _levels(command: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inner = _inner(command).items()
    return [path, *(p for name, one in inner for p in _levels(one, (*path, name)))]


@pytest.mark.parametrize("language", LOCALES)
def test_every_level_helps_in_the_terminal_s_language(language: str) -> None:
    with command_line(LOCALES[language]) as app:
        levels = _levels(typer.main.get_command(app))
        assert len(levels) > 20
        for path in levels:
            result = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "200"})
            assert result.exit_code == 0, path
            shown = result.output.replace("Một Cửa", "")
            own = [line for line in shown.splitlines() if "Usage:" not in line and line.strip()]
            assert bool(_VIETNAMESE.search("\n".join(own))) is (language == "vi"), (path, shown)


@pytest.mark.parametrize("language", LOCALES)
def test_no_command_is_without_a_word_about_itself(language: str) -> None:
    with command_line(LOCALES[language]) as app:
        root = typer.main.get_command(app)
        for path in _levels(root):
            command: Any = root
            for name in path:
                command = _inner(command)[name]
            assert command.help, path


@pytest.mark.parametrize(
    "words",
    [
        "knowledge import plans",
        "knowledge import procedures",
        "knowledge import faq",
        "knowledge import directory",
        "knowledge import texts",
        "knowledge build",
        "knowledge search",
        "knowledge ask",
        "knowledge check",
        "serve",
        "chat",
        "nlu train",
        "nlu evaluate",
        "staff add",
        "telegram check",
        "broadcast create",
        "broadcast approve",
        "broadcast start",
        "broadcast stop",
        "broadcast resume",
        "broadcast status",
        "plan import",
        "plan tasks",
        "report",
    ],
)
def test_the_commands_of_this_stage_of_the_contract_are_there(words: str) -> None:
    with command_line(LOCALES["en"]) as app:
        assert tuple(words.split()) in _levels(typer.main.get_command(app))


def test_a_wrong_command_is_told_without_a_traceback() -> None:
    with command_line(LOCALES["en"]) as app:
        result = CliRunner().invoke(app, ["knowlege"])
        assert result.exit_code == 2
        assert "No such command" in result.stderr
