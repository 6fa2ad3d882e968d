"""``motcua staff``: accounts of the desk."""

from typing import Annotated

import typer

from bot.cli.language import tr
from bot.cli.options import DataOption, echo, plain_errors, settings_for

app = typer.Typer(no_args_is_help=True, help=tr("Accounts of the desk.", "Tài khoản cán bộ."))


@app.command(help=tr("Add an account.", "Thêm tài khoản."))
def add(
    name: str,
    role: Annotated[str, typer.Option(help="officer|editor|approver|leader|admin")],
    password: Annotated[
        str,
        typer.Option(
            envvar="MOTCUA_STAFF_PASSWORD",
            prompt=tr("Password", "Mật khẩu"),
            hide_input=True,
            confirmation_prompt=True,
            help=tr("Asked for when left out", "Sẽ hỏi nếu không ghi"),
        ),
    ],
    data: DataOption = None,
) -> None:
    """Add NAME with ROLE; the password is asked for and never shown."""
    from bot.desk import Accounts
    from bot.store import Role, open_store

    with plain_errors(ValueError):
        if role not in list(Role):
            raise ValueError(f"--role: '{role}'; {', '.join(Role)}")
        store = open_store(settings_for(data).database)
        Accounts(store).add(name, Role(role), password)
    echo(tr(f"Added {name} ({role}).", f"Đã thêm {name} ({role})."))


@app.callback()
def _group() -> None:
    """Keep 'add' a command of its own while it is the only one."""
