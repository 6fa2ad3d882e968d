"""Options that many commands share, and how errors end a command."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.language import tr
from bot.settings import Settings, SettingsError, load_settings

DataOption = Annotated[
    Path | None,
    typer.Option("--data", help=tr("Data folder (default MOTCUA_DATA)", "Thư mục dữ liệu")),
]
JsonOption = Annotated[bool, typer.Option("--json", help=tr("Print JSON", "In ra JSON"))]


@contextmanager
def plain_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Errors of our own end the command with their one line on stderr and exit code 1."""
    try:
        yield
    except Exception as error:
        from bot.store import StoreError  # a second of imports that few commands need

        if not isinstance(error, (SettingsError, StoreError, *kinds)):
            raise
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(1) from None


def settings_for(data: Path | None) -> Settings:
    """The settings, with the data folder of the command line if one was given."""
    return load_settings(data=data) if data else load_settings()


def echo(text: str) -> None:
    """Print one line; a reader that went away (``| head``) is no error."""
    typer.echo(text)
