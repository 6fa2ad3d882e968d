"""The bot's process: settings, store, services, channels, pages, put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from sqlalchemy import update

from bot.broadcasts import Sender
from bot.channels.telegram import TelegramChannel, TelegramSettings, webhook_router
from bot.channels.web import WebChannel
from bot.desk import Replies
from bot.services import Services, assemble
from bot.settings import Settings
from bot.store import Conversation, open_store
from bot.web import api, chat, health
from bot.web.desk import mount_desk
from bot.web.static import STATIC

log = logging.getLogger(__name__)

# How often work that nobody announced is looked for: staff's replies, broadcasts begun elsewhere.
JOB_SECONDS = 1.0


def create_app(settings: Settings) -> FastAPI:
    """Build the application.

    Raises:
        KnowledgeError: no usable index.
    """
    store = open_store(settings.database)
    services = assemble(settings, store)
    services.channels["web"] = WebChannel(services.hub)
    replies = Replies(store, services.channels, services.hub)
    telegram = _telegram(services)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        sender = Sender(store, services.channels)
        replies.forget_interrupted()
        sender.recover()
        for channel in services.channels.values():
            await channel.start(services.turns.handle)
        jobs = [
            asyncio.create_task(_repeat("replies", replies.deliver)),
            asyncio.create_task(_repeat("broadcasts", sender.work)),
        ]
        yield
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        for channel in services.channels.values():
            await channel.stop()
        await services.dialogue.close()
        store.close()

    app = FastAPI(title="Một Cửa", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.include_router(api.router(services))
    app.include_router(chat.router(settings.unit))
    app.include_router(health.router(services))
    if telegram is not None:
        app.include_router(webhook_router(telegram))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    mount_desk(app, services, replies)
    return app


def _telegram(services: Services) -> TelegramChannel | None:
    settings = services.settings
    if settings.telegram_bot_token is None:
        log.warning("Telegram: off (TELEGRAM_BOT_TOKEN is not set)")
        return None
    secret = settings.telegram_webhook_secret
    channel = TelegramChannel(
        TelegramSettings(
            token=settings.telegram_bot_token.get_secret_value(),
            api_base_url=settings.telegram_api_base_url,
            mode=settings.telegram_mode,
            webhook_secret=secret.get_secret_value() if secret else None,
            public_webhook_url=settings.telegram_webhook_url,
        ),
        on_unreachable=lambda conversation: _unreachable(services, conversation),
    )
    services.channels[channel.name] = channel
    return channel


async def _unreachable(services: Services, address: str) -> None:
    """The person blocked the bot: keep their history, send nothing more."""

    def mark() -> None:
        with services.store.session() as session:
            session.execute(
                update(Conversation)
                .where(Conversation.channel == "telegram", Conversation.address == address)
                .values(reachable=False)
            )

    await asyncio.to_thread(mark)


async def _repeat(name: str, job: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await job()
        except Exception:
            log.exception("the job '%s' failed; it goes on", name)
        await asyncio.sleep(JOB_SECONDS)
