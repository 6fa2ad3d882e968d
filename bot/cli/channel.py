"""``motcua channel``: the kill switch of each channel."""

import getpass
from typing import Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.store import open_store

app = typer.Typer(no_args_is_help=True, help=tr("Silence a channel.", "Tạm tắt một kênh."))

CHANNELS = ("web", "telegram", "zalo")
Name = Annotated[str, typer.Argument(help="|".join(CHANNELS))]


@app.command(help=tr("Say only a fixed notice there.", "Chỉ báo đang tạm nghỉ ở kênh này."))
def off(channel: Name, data: DataOption = None) -> None:
    """Silence CHANNEL at once; messages go on reaching the inbox."""
    from bot.conversation.switches import turn_off

    with plain_errors(ValueError):
        _check(channel)
        with open_store(settings_for(data).database).session() as session:
            turn_off(session, channel, getpass.getuser())
    echo(tr(f"{channel} is off.", f"Đã tắt kênh {channel}."))


@app.command(help=tr("Answer there again.", "Trả lời lại ở kênh này."))
def on(channel: Name, data: DataOption = None) -> None:
    """Let the assistant answer on CHANNEL again."""
    from bot.conversation.switches import turn_on

    with plain_errors(ValueError):
        _check(channel)
        with open_store(settings_for(data).database).session() as session:
            turn_on(session, channel)
    echo(tr(f"{channel} is on.", f"Đã bật kênh {channel}."))


@app.command(name="list", help=tr("Which channels are off.", "Kênh nào đang tắt."))
def show(data: DataOption = None) -> None:
    """Print each channel with its state."""
    from bot.conversation.switches import silent

    with plain_errors(), open_store(settings_for(data).database).session() as session:
        rows = {row.channel: row for row in silent(session)}
    for channel in CHANNELS:
        row = rows.get(channel)
        since = f"off  {row.since:%Y-%m-%d %H:%M} UTC  {row.by}" if row else "on"
        echo(f"{channel:<10}{since}")


def _check(channel: str) -> None:
    if channel not in CHANNELS:
        raise ValueError(f"CHANNEL: '{channel}'; {', '.join(CHANNELS)}")
