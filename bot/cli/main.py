"""The commands put together."""

import typer

from bot.cli import broadcast, chat, knowledge, nlu, serve, staff, telegram
from bot.cli.language import tr

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=tr("Một Cửa: the ward's assistant.", "Một Cửa: trợ lý của xã, phường."),
)
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(nlu.app, name="nlu")
app.add_typer(staff.app, name="staff")
app.add_typer(broadcast.app, name="broadcast")
app.add_typer(telegram.app, name="telegram")
app.command("serve", help=tr("Start everything.", "Khởi động tất cả."))(serve.serve)
app.command("chat", help=tr("Chat in the terminal.", "Trò chuyện ở dòng lệnh."))(chat.chat)


def main() -> None:
    """Entry point of ``motcua``."""
    app()
