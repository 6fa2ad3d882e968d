"""``motcua telegram``: is the channel set up right?"""

import asyncio

import typer

from bot.cli.language import tr
from bot.cli.options import echo, plain_errors
from bot.settings import SettingsError, load_settings

app = typer.Typer(no_args_is_help=True, help=tr("The Telegram channel.", "Kênh Telegram."))


@app.command(help=tr("Say in words what is wrong.", "Nói rõ kênh đang sai ở đâu."))
def check() -> None:
    """Ask Telegram who we are."""
    from telegram import Bot
    from telegram.error import InvalidToken, NetworkError, TelegramError

    async def ask() -> str:
        bot = Bot(token, base_url=f"{settings.telegram_api_base_url}/bot")
        async with bot:
            me = await bot.get_me()
        return f"@{me.username}"

    with plain_errors(RuntimeError):
        settings = load_settings()
        if settings.telegram_bot_token is None:
            raise SettingsError("TELEGRAM_BOT_TOKEN: " + tr("not set", "chưa đặt"))
        token = settings.telegram_bot_token.get_secret_value()
        try:
            name = asyncio.run(ask())
        except InvalidToken:
            problem = tr("the token is not valid", "mã bot không đúng")
            raise RuntimeError(f"TELEGRAM_BOT_TOKEN: {problem}") from None
        except NetworkError:
            problem = tr("cannot be reached", "không kết nối được")
            raise RuntimeError(f"{settings.telegram_api_base_url}: {problem}") from None
        except TelegramError as error:
            raise RuntimeError(f"Telegram: {error}") from None
    echo(tr(f"Telegram is ready: {name}.", f"Telegram sẵn sàng: {name}."))


@app.callback()
def _group() -> None:
    """Keep 'check' a command of its own while it is the only one."""
