"""``motcua message``: one record told on every channel, each checked against its source."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.messages.brief import Audience, NotInForceError
from bot.messages.voices.base import DEFAULT_PACE, FASTEST, SLOWEST
from knowledge.errors import KnowledgeError

app = typer.Typer(
    no_args_is_help=True, help=tr("One message, many voices.", "Một nội dung, nhiều kênh.")
)


@app.callback()
def _group() -> None:
    """Keep ``render`` a command of its own."""


@app.command(
    help=tr(
        "Write SOURCE as a message for each channel; exit code 1 if a check blocks one.",
        "Viết SOURCE thành bản tin cho từng kênh; mã thoát 1 nếu có kênh bị chặn.",
    )
)
def render(
    source: Annotated[
        str,
        typer.Argument(help=tr("Code, id, or a notice's .yaml", "Mã, hoặc tệp thông báo .yaml")),
    ],
    out: Annotated[Path, typer.Option(help=tr("Folder for the files", "Thư mục ghi tệp"))],
    channel: Annotated[
        str,
        typer.Option(
            help="all|telegram|zalo|zalo-article|facebook|web|sms|loudspeaker|notice|leaflet|banner|talk|office"
        ),
    ] = "all",
    audience: Annotated[
        Audience | None,
        typer.Option(help=tr("Default: by channel", "Mặc định: theo kênh")),
    ] = None,
    pace: Annotated[
        int,
        typer.Option(min=SLOWEST, max=FASTEST, help=tr("Syllables a minute", "Số tiếng mỗi phút")),
    ] = DEFAULT_PACE,
    accents: Annotated[
        bool, typer.Option(help=tr("SMS with accents (UCS-2)", "SMS có dấu (UCS-2)"))
    ] = False,
    audio: Annotated[
        bool, typer.Option(help=tr("Draft audio of the bulletin", "Tệp âm thanh nháp"))
    ] = True,
    unit: Annotated[str | None, typer.Option(help=tr("Name of the ward", "Tên xã, phường"))] = None,
    data: DataOption = None,
) -> None:
    """Render, check and write."""
    from bot.channels.message_links import links_for
    from bot.messages.briefing import NoticeError, Sources, UnknownSourceError
    from bot.messages.rendering import channels_of, file_name, render, usual_audience, write
    from bot.messages.voices import Options
    from bot.messages.voices.typesetting import TypesettingError

    try:
        channels = channels_of(channel)
    except ValueError:
        raise typer.BadParameter(f"'{channel}'", param_hint="--channel") from None
    blocked = False
    with plain_errors(
        NotInForceError, NoticeError, UnknownSourceError, TypesettingError, KnowledgeError, OSError
    ):
        settings = settings_for(data)
        out.mkdir(parents=True, exist_ok=True)
        sources = Sources.shipped(settings.knowledge)
        today = dt.datetime.now(dt.UTC).astimezone().date()
        options = Options(today=today, pace=pace, accents=accents, audio=audio)
        for one in channels:
            brief = sources.brief(
                source, audience or usual_audience(one), unit or settings.ward_name
            )
            brief.must_hold_on(today)
            brief = brief.linked(links_for(brief, settings))
            checked = render(brief, one, options)
            if not checked.passed:
                blocked = True
                echo(tr(f"{one}: blocked", f"{one}: bị chặn"))
                for reason in checked.reasons:
                    echo(f"  {reason}")
                continue
            paths = list(write(checked, file_name(brief.reference), out))
            figures = ", ".join(
                f"{value:g} {name}" for name, value in checked.rendered.figures.items()
            )
            echo(f"{one}: {', '.join(path.name for path in paths)} ({figures})")
            for remark in checked.rendered.remarks:
                echo(f"  {remark}")
    if blocked:
        raise typer.Exit(1)
