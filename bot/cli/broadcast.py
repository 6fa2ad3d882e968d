"""``motcua broadcast``: one approved message to many, for officers' scripts."""

import json
import sys
from typing import Annotated

import typer

from bot.broadcasts import BroadcastError, Campaigns
from bot.broadcasts.hours import in_ward_time, is_quiet, typed_time
from bot.broadcasts.limits import limits
from bot.broadcasts.voices import Office
from bot.cli.language import tr
from bot.cli.options import DataOption, JsonOption, echo, plain_errors, settings_for
from bot.store import open_store
from bot.store.models import utc_now
from knowledge.errors import KnowledgeError

YesOption = Annotated[bool, typer.Option("--yes", help=tr("Do not ask", "Không hỏi lại"))]
AtOption = Annotated[
    str | None,
    typer.Option(help=tr("When, as 2026-11-23 08:00", "Khi nào, như 2026-11-23 08:00")),
]
ByOption = Annotated[str | None, typer.Option(help=tr("Who writes it", "Người soạn"))]
app = typer.Typer(no_args_is_help=True, help=tr("Broadcasts.", "Gửi tin cho người đăng ký."))


@app.command(help=tr("Make a draft; prints its id.", "Soạn tin; in ra mã."))
def create(
    source: Annotated[str, typer.Option(help=tr("Code or id of a record", "Mã của bản ghi"))],
    channel: Annotated[str, typer.Option(help="telegram|zalo|web")],
    audience: Annotated[str, typer.Option(help="all|TOPIC|TOPIC@NEIGHBOURHOOD")] = "all",
    by: ByOption = None,
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
        campaigns = Campaigns(open_store(settings.database), Office.of(settings))
        echo(str(campaigns.create(answerer, source, channel, audience, by=by)))


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
def start(
    broadcast: int,
    at: AtOption = None,
    yes: YesOption = False,
    data: DataOption = None,
) -> None:
    """Begin now, or plan it; the running bot sends."""
    if at is None:
        _begin(broadcast, data, yes=yes)
        return
    with plain_errors(BroadcastError, ValueError):
        planned = typed_time(at)
        _campaigns(data).plan(broadcast, planned)
    when = in_ward_time(planned)
    echo(tr(f"Planned for {when}.", f"Sẽ gửi lúc {when}."))


@app.command(help=tr("Stop sending.", "Dừng gửi."))
def stop(broadcast: int, data: DataOption = None) -> None:
    """Stop; what is claimed already still goes out."""
    with plain_errors(BroadcastError):
        _campaigns(data).stop(broadcast)
    echo(tr("Stopped.", "Đã dừng."))


@app.command(help=tr("Go on after a stop.", "Gửi tiếp."))
def resume(broadcast: int, yes: YesOption = False, data: DataOption = None) -> None:
    """Go on where it was stopped."""
    _begin(broadcast, data, yes=yes)


@app.command(help=tr("Where it stands.", "Tình hình."))
def status(broadcast: int, as_json: JsonOption = False, data: DataOption = None) -> None:
    """Print the counts."""
    with plain_errors(BroadcastError):
        found = _campaigns(data).status(broadcast)
    if as_json:
        echo(json.dumps(found))
    else:
        echo(" · ".join(f"{name}: {value}" for name, value in found.items()))


def _begin(broadcast: int, data: DataOption, *, yes: bool) -> None:
    with plain_errors(BroadcastError):
        campaigns = _campaigns(data)
        people = campaigns.audience_size(broadcast)
        _ask(people, yes=yes)
        # Whoever types the command has decided, also at night; the log of the terminal shows it.
        quiet = is_quiet(utc_now())
        total = campaigns.start(broadcast, urgent=quiet)
    if quiet:
        sys.stderr.write(tr("Sent in quiet hours.", "Gửi trong giờ yên tĩnh.") + "\n")
    echo(tr(f"{total} recipients.", f"{total} người nhận."))


def _ask(people: int, *, yes: bool) -> None:
    """Before many: their number is typed by a person; a script is not a person and goes on."""
    if yes or people < limits().typed_from or not sys.stdin.isatty():
        return
    told = tr(f"Type {people} to send to {people} people", f"Gõ {people} để gửi tới {people} người")
    if typer.prompt(told).strip() != str(people):
        raise BroadcastError(tr("not the number; nothing was sent", "chưa đúng số; chưa gửi gì"))


def _campaigns(data: DataOption) -> Campaigns:
    settings = settings_for(data)
    return Campaigns(open_store(settings.database), Office.of(settings))
