"""The bot's process: settings, store, services, channels, pages, put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.alerting import carry, grant_lost, halted
from bot.broadcasts import Campaigns, Recovered, Sender
from bot.broadcasts.articles import Publishing
from bot.broadcasts.hours import is_quiet
from bot.broadcasts.queue import DeliveryQueue
from bot.broadcasts.voices import Office
from bot.channels.deep_links import payload_of
from bot.channels.telegram import (
    StaffGroup,
    TelegramChannel,
    TelegramSettings,
    webhook_router,
)
from bot.channels.web import WebChannel
from bot.channels.zalo import ZaloChannel, missing_of, zalo_settings
from bot.channels.zalo import webhook_router as zalo_webhook_router
from bot.channels.zalo.account import Account
from bot.channels.zalo.articles import Articles
from bot.channels.zalo.tagging import Tagging
from bot.channels.zalo_bot import StaffAlerts
from bot.conversation import Deliveries, Resuming
from bot.conversation.journal import found_again, lost, moved
from bot.conversation.requests import ALL_TOPICS
from bot.desk import Replies, Watch
from bot.desk.keeping_files import KeepingFiles
from bot.editing import Publisher, rebuild
from bot.messages.texts import sentence
from bot.messages.topics import topic_name
from bot.plans.attendance import forget_names
from bot.plans.watching import TaskWatch
from bot.privacy import prepare
from bot.privacy.retention import retain
from bot.quiz import settle
from bot.services import Services, assemble
from bot.settings import Settings
from bot.store import open_store
from bot.store.models import utc_now
from bot.web import api, chat, exports, health, links, public
from bot.web.desk import mount_desk
from bot.web.static import STATIC

log = logging.getLogger(__name__)

# How often work that nobody announced is looked for: staff's replies, broadcasts begun elsewhere.
JOB_SECONDS = 1.0
# Due times fall on half hours.
WATCH_SECONDS = 20.0
# An approved wording reaches people within this and the time of a build.
EDIT_SECONDS = 5.0
RETENTION_SECONDS = 24 * 3600.0
ERASURE_SECONDS = 60.0
CONTEST_SECONDS = 3600.0
ARTICLE_SECONDS = 5.0
# Links of the platforms live for an hour at least.
FILE_SECONDS = 5.0
# Tags are for segments of later days, not for this minute.
TAG_SECONDS = 30.0


def create_app(settings: Settings) -> FastAPI:
    """Build the application.

    Raises:
        KnowledgeError: no usable index.
    """
    store = open_store(settings.database)
    services = assemble(settings, store)
    services.channels["web"] = WebChannel()
    replies = Replies(store, services.channels, services.hub, services.contacts)
    staff_group = _staff_group(services, replies)
    telegram = _telegram(services, staff_group)
    alerts = StaffAlerts.of(settings)
    zalo = _zalo(services)
    carry(services.alerts, staff_group if telegram is not None else None, alerts)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(prepare)
        office = Office.of(settings)
        sender = Sender(
            store,
            services.channels,
            services.hub,
            office=office,
            on_halted=partial(halted, services.alerts),
            public_url=settings.public_url,
        )
        publisher = Publisher(store, settings.knowledge, partial(rebuild, settings.data))
        watch = Watch(store, services.levels, services.alerts)
        replies.forget_interrupted()
        if (left := sender.recover()) != Recovered(0, 0):
            log.warning("broadcasts: %d to be sent, %d unknown", left.pending, left.unknown)
        resumed = await Resuming(services.turns).begin()
        queue = DeliveryQueue(sender, Campaigns(store, office), settings.redis_url)
        for channel in services.channels.values():
            await channel.start(services.turns.handle)
        await queue.start()
        keeping = KeepingFiles(store, services.channels, settings.data)
        jobs = [
            asyncio.create_task(_repeat("replies", replies.deliver)),
            asyncio.create_task(_repeat("citizens' files", keeping.work, FILE_SECONDS)),
            asyncio.create_task(_repeat("broadcasts", queue.ring)),
            asyncio.create_task(_repeat("due times", watch.look, WATCH_SECONDS)),
            asyncio.create_task(
                _repeat("plan tasks", TaskWatch(store, services.alerts).look, WATCH_SECONDS)
            ),
            asyncio.create_task(_repeat("knowledge", publisher.work, EDIT_SECONDS)),
            *_housekeeping(services),
            *_contest(services),
            *_zalo_jobs(services, zalo, office),
        ]
        if staff_group is not None and telegram is not None:
            jobs.append(asyncio.create_task(_repeat("staff group", staff_group.work)))
        warming = asyncio.create_task(services.dialogue.warm_up())
        yield
        warming.cancel()
        for job in (*resumed, *jobs):
            job.cancel()
        await asyncio.gather(*resumed, *jobs, return_exceptions=True)
        await queue.close()
        for channel in services.channels.values():
            await channel.stop()
        if alerts is not None:
            await alerts.close()
        await services.dialogue.close()
        store.close()

    app = FastAPI(title="Một Cửa", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.include_router(api.router(services))
    if services.turns.own_data is not None:
        app.include_router(exports.router(services.turns.own_data.personal))
    for routes in (
        chat.router(settings.unit),
        health.router(services),
        public.router(store, settings.unit),
        public.attendance_router(store, settings.unit),
        links.router(store),
    ):
        app.include_router(routes)
    if telegram is not None:
        app.include_router(webhook_router(telegram))
    if zalo is not None:
        app.include_router(zalo_webhook_router(zalo))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    mount_desk(app, services, replies)
    return app


def _staff_group(services: Services, replies: Replies) -> StaffGroup | None:
    chat = services.settings.telegram_staff_chat_id
    return None if chat is None else StaffGroup(services.store, replies, chat)


def _telegram(services: Services, staff: StaffGroup | None) -> TelegramChannel | None:
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
        on_unreachable=partial(_noted, services, lost, "telegram"),
        on_back=partial(_noted, services, found_again, "telegram"),
        on_moved=partial(_noted, services, moved, "telegram"),
        files=settings.data,
        deep_link=payload_of,
        deliveries=Deliveries(services.store),
        staff=staff,
    )
    services.channels[channel.name] = channel
    return channel


def _zalo(services: Services) -> ZaloChannel | None:
    settings = zalo_settings(services.settings)
    if settings is None:
        log.warning("Zalo: off (%s not set)", ", ".join(missing_of(services.settings)))
        return None
    channel = ZaloChannel(
        settings,
        services.store,
        on_unreachable=partial(_noted, services, lost, "zalo"),
        on_lost=partial(grant_lost, services.alerts),
    )
    services.channels[channel.name] = channel
    return channel


def _zalo_jobs(
    services: Services, zalo: ZaloChannel | None, office: Office
) -> list[asyncio.Task[None]]:
    """Articles that officers had sent, and tags that follow the subscriptions."""
    if zalo is None:
        return []
    settings = services.settings
    publishing = Publishing(
        services.store,
        settings.data,
        Articles(zalo.api),
        settings.zalo_picture_url,
        # Where anybody sees what the account has published.
        page=f"https://zalo.me/{settings.zalo_oa_id or ''}",
        office=office,
    )
    publishing.recover()

    def tag_of(topic: str) -> str:
        if topic == ALL_TOPICS:
            return sentence("tag_all")
        return topic_name(topic, settings.hamlet_names)

    tagging = Tagging(services.store, Account(zalo.api), tag_of)
    return [
        asyncio.create_task(_repeat("zalo articles", publishing.work, ARTICLE_SECONDS)),
        asyncio.create_task(_repeat("zalo tags", tagging.work, TAG_SECONDS)),
    ]


async def _noted(services: Services, note: Callable[..., None], *words: str) -> None:
    """Write down what a channel has learned about a conversation."""

    def write() -> None:
        with services.store.session() as session:
            note(session, *words)

    await asyncio.to_thread(write)


def _housekeeping(services: Services) -> list[asyncio.Task[None]]:
    """What grows old goes once a day; what Rasa could not be told is told within a minute."""

    async def names() -> None:
        def forget() -> int:
            with services.store.session() as session:
                return forget_names(session, utc_now())

        await asyncio.to_thread(forget)

    attendance = asyncio.create_task(_repeat("attendance", names, RETENTION_SECONDS))
    if (own := services.turns.own_data) is None:
        return [attendance]
    personal = own.personal

    async def daily() -> None:
        done = await retain(services.store, personal, own.days)
        log.info("retention: %s", done)

    return [
        attendance,
        asyncio.create_task(_repeat("retention", daily, RETENTION_SECONDS)),
        asyncio.create_task(_repeat("erasure", personal.finish, ERASURE_SECONDS)),
    ]


def _contest(services: Services) -> list[asyncio.Task[None]]:
    """The winners of a contest are told within the hour after it is over, but not at night."""
    contest = services.quiz.contest
    if contest is None:
        return []

    async def look() -> None:
        if contest.over(utc_now()) and not is_quiet(utc_now()):
            await asyncio.to_thread(settle, services.store, contest)

    return [asyncio.create_task(_repeat("contest", look, CONTEST_SECONDS))]


async def _repeat(
    name: str, job: Callable[[], Awaitable[object]], seconds: float = JOB_SECONDS
) -> None:
    while True:
        try:
            await job()
        except Exception:
            log.exception("the job '%s' failed; it goes on", name)
        await asyncio.sleep(seconds)
