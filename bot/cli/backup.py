"""``motcua backup`` and ``motcua restore``."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for

File = Annotated[Path, typer.Argument(help=tr("The archive (.zip)", "Tệp sao lưu (.zip)"))]


def backup(
    file: File,
    with_secrets: Annotated[
        bool,
        typer.Option(
            "--with-secrets",
            help=tr("Also the desk's key and Zalo's tokens", "Kèm khóa bàn làm việc, mã Zalo"),
        ),
    ] = False,
    data: DataOption = None,
) -> None:
    """Write store, imports and files to FILE; the product may run."""
    from bot.backups import BackupError
    from bot.backups import backup as write

    with plain_errors(BackupError):
        manifest = write(settings_for(data), file, secrets=with_secrets)
    rows, members = sum(manifest.rows.values()), len(manifest.sha256)
    size = file.stat().st_size / 1_000_000
    echo(
        tr(
            f"{file}: {rows} rows, {members} parts, {size:.1f} MB. It holds citizens' words.",
            f"{file}: {rows} dòng, {members} phần, {size:.1f} MB. Trong đó có lời người dân.",
        )
    )


def restore(
    file: File,
    yes: Annotated[bool, typer.Option("--yes", help=tr("Do not ask", "Không hỏi lại"))] = False,
    data: DataOption = None,
) -> None:
    """Replace store, imports and files by those of FILE; the product must be stopped."""
    from bot.backups import BackupError
    from bot.backups import restore as put_back

    with plain_errors(BackupError):
        settings = settings_for(data)
        if not yes:
            typer.confirm(
                tr("Replace what is stored now?", "Thay toàn bộ dữ liệu hiện có?"), abort=True
            )
        manifest = put_back(settings, file)
    echo(tr(f"Restored as of {manifest.made_at}.", f"Đã khôi phục như lúc {manifest.made_at}."))
