"""The commands put together; each one's module is imported when it is called, not before."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli.language import tr


class Single(NamedTuple):
    """A command of one word: its help, and its module where that is called otherwise."""

    help: str
    module: str | None = None


# In the order of the help.
GROUPS = (
    "knowledge",
    "nlu",
    "staff",
    "broadcast",
    "message",
    "plan",
    "data",
    "channel",
    "contest",
    "telegram",
    "zalo",
)
SINGLES: Mapping[str, Single] = {
    "report": Single(tr("Draft a periodic report.", "Soạn báo cáo kỳ.")),
    "backup": Single(tr("Write one archive.", "Sao lưu vào một tệp.")),
    "restore": Single(tr("Put an archive back.", "Khôi phục từ tệp."), module="backup"),
    "serve": Single(tr("Start everything.", "Khởi động tất cả.")),
    "chat": Single(tr("Chat in the terminal.", "Trò chuyện ở dòng lệnh.")),
}


class LazyGroup(TyperGroup):
    """Knows its commands by name, so that none waits for the imports of the others."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every name, in the order of the help."""
        return [*SINGLES, *GROUPS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported now; None if there is none."""
        if cmd_name in GROUPS:
            group = get_command(import_module(f"bot.cli.{cmd_name}").app)
            group.name = cmd_name
            return group
        if single := SINGLES.get(cmd_name):
            return _command(cmd_name, single)
        return None


def _command(name: str, single: Single) -> Any:
    module = import_module(f"bot.cli.{single.module or name}")
    alone = typer.Typer(add_completion=False)
    alone.command(name, help=single.help)(getattr(module, name))
    return get_command(alone)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    help=tr("Một Cửa: the ward's assistant.", "Một Cửa: trợ lý của xã, phường."),
)


@app.callback()
def _words() -> None:
    """Make the command line a group though nothing is added to it."""


def main() -> None:
    """Entry point of ``motcua``."""
    app()
