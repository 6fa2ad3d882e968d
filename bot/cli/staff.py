"""``motcua staff``: accounts of the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

app = typer.Typer(no_args_is_help=True, help=tr("Accounts of the desk.", "Tài khoản cán bộ."))
PasswordOption = Annotated[
    str,
    typer.Option(
        envvar="MOTCUA_STAFF_PASSWORD",
        prompt=tr("Password", "Mật khẩu"),
        hide_input=True,
        confirmation_prompt=True,
        help=tr("Asked for when left out", "Sẽ hỏi nếu không ghi"),
    ),
]


@contextmanager
def _session(data: Path | None) -> Iterator["Session"]:
    from bot.desk.administration import AccountError
    from bot.store import open_store

    with plain_errors(ValueError, AccountError):
        store = open_store(settings_for(data).database)
        try:
            with store.session() as session:
                yield session
        finally:
            store.close()


@app.command(help=tr("Add an account.", "Thêm tài khoản."))
def add(
    name: str,
    role: Annotated[str, typer.Option(help="officer|editor|approver|leader|admin")],
    password: PasswordOption,
    data: DataOption = None,
) -> None:
    """Add NAME with ROLE; the password is asked for and never shown."""
    from bot.desk.administration import add_account
    from bot.store import Role

    with _session(data) as session:
        if role not in list(Role):
            raise ValueError(f"--role: '{role}'; {', '.join(Role)}")
        add_account(session, None, name, Role(role), password)
    echo(tr(f"Added {name} ({role}).", f"Đã thêm {name} ({role})."))


@app.command(help=tr("Set a new password.", "Đặt lại mật khẩu."))
def password(name: str, password: PasswordOption, data: DataOption = None) -> None:
    """Give NAME a new password and sign them out everywhere."""
    from bot.desk.administration import reset_password

    with _session(data) as session:
        reset_password(session, None, name, password)
    echo(tr(f"{name}: new password set.", f"{name}: đã đặt mật khẩu mới."))


@app.command(help=tr("Close an account.", "Khóa tài khoản."))
def disable(name: str, data: DataOption = None) -> None:
    """Close NAME's account and sign them out everywhere."""
    from bot.desk.administration import disable as close

    with _session(data) as session:
        close(session, None, name)
    echo(tr(f"{name}: closed.", f"{name}: đã khóa."))


@app.command("list", help=tr("List the accounts.", "Liệt kê tài khoản."))
def list_accounts(data: DataOption = None) -> None:
    """Print a line for each account: name, role, open or closed, second step."""
    from bot.desk.administration import listed

    with _session(data) as session:
        for staff in listed(session):
            state = tr("open", "đang dùng") if staff.active else tr("closed", "đã khóa")
            step = tr("second step", "hai bước") if staff.two_steps else "-"
            echo("\t".join((staff.name, staff.role, state, step)))


@app.command("totp-reset", help=tr("Take the second step off.", "Bỏ bước xác minh thứ hai."))
def totp_reset(name: str, data: DataOption = None) -> None:
    """Take the second step off NAME's account, whose phone is lost."""
    from bot.desk.administration import reset_second_step

    with _session(data) as session:
        reset_second_step(session, None, name)
    echo(tr(f"{name}: second step removed.", f"{name}: đã bỏ bước xác minh thứ hai."))


@app.command(help=tr("A code that links an officer's Telegram.", "Mã nối Telegram của một cán bộ."))
def link(name: str, data: DataOption = None) -> None:
    """Print a one-time code; the officer sends '/link CODE' to the bot in private."""
    from bot.channels.telegram.staff_group import StaffLinks
    from bot.store import open_store

    with plain_errors(ValueError):
        code = StaffLinks(open_store(settings_for(data).database)).issue(name)
    echo(
        tr(
            f"{name} sends the bot in private, within 30 minutes: /link {code}",
            f"{name} nhắn riêng cho bot trong 30 phút: /link {code}",
        )
    )
