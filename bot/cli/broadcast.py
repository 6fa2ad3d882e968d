"""``motcua broadcast``: one approved message to many, for officers' scripts."""

import json
from typing import Annotated

import typer

from bot.broadcasts import BroadcastError, Campaigns
from bot.cli.language import tr
from bot.cli.options import DataOption, JsonOption, echo, plain_errors, settings_for
from bot.store import open_store
from knowledge.errors import KnowledgeError

app = typer.Typer(no_args_is_help=True, help=tr("Broadcasts.", "Gửi tin cho người đăng ký."))


@app.command(help=tr("Make a draft; prints its id.", "Soạn tin; in ra mã."))
def create(
    source: Annotated[str, typer.Option(help=tr("Code or id of a record", "Mã của bản ghi"))],
    channel: Annotated[str, typer.Option(help="telegram|zalo|web")],
    audience: Annotated[str, typer.Option(help="all|TOPIC")] = "all",
    data: DataOption = None,
) -> None:
    """Make a draft from a record that has a source."""
    from knowledge.answers import Answerer
    from knowledge.index import load_encoder, load_index
    from knowledge.search import Searcher

    with plain_errors(BroadcastError, KnowledgeError):
        settings = settings_for(data)
        encoder = load_encoder(settings.embedding_model, settings.model_folder)
        index = load_index(settings.knowledge / "index", encoder.name)
        answerer = Answerer(Searcher(index, encoder), settings.stale_days)
        campaigns = Campaigns(open_store(settings.database))
        echo(str(campaigns.create(answerer, source, channel, audience)))


@app.command(help=tr("Approve a draft.", "Duyệt tin."))
def approve(
    broadcast: int,
    by: Annotated[str, typer.Option(help=tr("Who approves", "Người duyệt"))],
    data: DataOption = None,
) -> None:
    """Approve a draft in somebody's name."""
    with plain_errors(BroadcastError):
        _campaigns(data).approve(broadcast, by)
    echo(tr("Approved.", "Đã duyệt."))


@app.command(help=tr("Begin sending.", "Bắt đầu gửi."))
def start(broadcast: int, data: DataOption = None) -> None:
    """Begin; the running bot sends."""
    with plain_errors(BroadcastError):
        total = _campaigns(data).start(broadcast)
    echo(tr(f"{total} recipients.", f"{total} người nhận."))


@app.command(help=tr("Stop sending.", "Dừng gửi."))
def stop(broadcast: int, data: DataOption = None) -> None:
    """Stop; what is claimed already still goes out."""
    with plain_errors(BroadcastError):
        _campaigns(data).stop(broadcast)
    echo(tr("Stopped.", "Đã dừng."))


@app.command(help=tr("Go on after a stop.", "Gửi tiếp."))
def resume(broadcast: int, data: DataOption = None) -> None:
    """Go on where it was stopped."""
    with plain_errors(BroadcastError):
        total = _campaigns(data).start(broadcast)
    echo(tr(f"{total} recipients.", f"{total} người nhận."))


@app.command(help=tr("Where it stands.", "Tình hình."))
def status(broadcast: int, as_json: JsonOption = False, data: DataOption = None) -> None:
    """Print the counts."""
    with plain_errors(BroadcastError):
        found = _campaigns(data).status(broadcast)
    if as_json:
        echo(json.dumps(found))
    else:
        echo(" · ".join(f"{name}: {value}" for name, value in found.items()))


def _campaigns(data: DataOption) -> Campaigns:
    return Campaigns(open_store(settings_for(data).database))
