"""``motcua data``: what is stored of one person, copied out or erased."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for
from bot.privacy.erasure import Erased, NobodyError, PersonalData
from bot.settings import Settings
from bot.store import open_store

app = typer.Typer(no_args_is_help=True, help=tr("One person's data.", "Dữ liệu của một người."))

Citizen = Annotated[str, typer.Argument(help="channel:address, web:abc, telegram:123")]


@app.command(help=tr("Print or write a copy.", "In ra hoặc ghi bản sao."))
def export(
    citizen: Citizen,
    out: Annotated[
        Path | None, typer.Option(help=tr("Write to this file", "Ghi vào tệp này"))
    ] = None,
    data: DataOption = None,
) -> None:
    """Everything that is stored of CITIZEN, as JSON."""
    with plain_errors(NobodyError, ValueError, OSError):
        settings = settings_for(data)
        personal = PersonalData(open_store(settings.database), settings.data, _nobody_told)
        text = json.dumps(personal.export(*_parts(citizen)), ensure_ascii=False, indent=2)
        if out is None:
            echo(text)
        else:
            out.write_text(text + "\n", encoding="utf-8")
            out.chmod(0o600)


@app.command(help=tr("Erase across every store.", "Xóa ở mọi nơi lưu."))
def erase(
    citizen: Citizen,
    yes: Annotated[bool, typer.Option("--yes", help=tr("Do not ask", "Không hỏi lại"))] = False,
    data: DataOption = None,
) -> None:
    """Erase CITIZEN; asks first unless --yes. Feedback under handling stays without its sender."""
    with plain_errors(NobodyError, ValueError):
        settings = settings_for(data)
        channel, address = _parts(citizen)
        if not yes:
            typer.confirm(
                tr(f"Erase all of {citizen}?", f"Xóa hết dữ liệu của {citizen}?"), abort=True
            )
        erased = asyncio.run(_erase(settings, channel, address))
    echo(tr(f"{erased.rows} rows erased.", f"Đã xóa {erased.rows} dòng."))
    if erased.kept:
        codes = ", ".join(erased.kept)
        echo(tr(f"Kept without sender: {codes}.", f"Giữ lại, không còn tên người gửi: {codes}."))
    if not erased.dialogue:
        echo(
            tr(
                "Rasa is not running: the bot lets it forget as soon as both run.",
                "Rasa chưa chạy: bot sẽ xóa phần của Rasa ngay khi cả hai cùng chạy.",
            )
        )


async def _erase(settings: Settings, channel: str, address: str) -> Erased:
    from bot.conversation import Dialogue

    dialogue = Dialogue(settings.rasa_url, settings.turn_seconds)
    try:
        personal = PersonalData(open_store(settings.database), settings.data, dialogue.erase)
        return await personal.erase(channel, address)
    finally:
        await dialogue.close()


async def _nobody_told(_: str) -> bool:
    return False


def _parts(citizen: str) -> tuple[str, str]:
    channel, colon, address = citizen.partition(":")
    if not (colon and channel and address):
        raise ValueError(f"CITIZEN: '{citizen}' is not of the form channel:address")
    return channel, address
