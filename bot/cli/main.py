"""The commands put together."""

import typer

from bot.cli import (
    backup,
    broadcast,
    channel,
    chat,
    contest,
    data,
    knowledge,
    message,
    nlu,
    plan,
    report,
    serve,
    staff,
    telegram,
    zalo,
)
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
app.add_typer(message.app, name="message")
app.add_typer(plan.app, name="plan")
app.add_typer(data.app, name="data")
app.add_typer(channel.app, name="channel")
app.add_typer(contest.app, name="contest")
app.add_typer(telegram.app, name="telegram")
app.add_typer(zalo.app, name="zalo")
app.command("report", help=tr("Draft a periodic report.", "Soạn báo cáo kỳ."))(report.report)
app.command("backup", help=tr("Write one archive.", "Sao lưu vào một tệp."))(backup.backup)
app.command("restore", help=tr("Put an archive back.", "Khôi phục từ tệp."))(backup.restore)
app.command("serve", help=tr("Start everything.", "Khởi động tất cả."))(serve.serve)
app.command("chat", help=tr("Chat in the terminal.", "Trò chuyện ở dòng lệnh."))(chat.chat)


def main() -> None:
    """Entry point of ``motcua``."""
    app()
