"""Puts the desk on the application: sign-in routes beside NiceGUI's pages, behind the gate."""

import warnings

from fastapi import FastAPI
from nicegui import app as pages
from nicegui import ui
from nicegui.storage import Storage
from nicegui.translations import translations

from bot.broadcasts import Campaigns
from bot.broadcasts.voices import Office
from bot.desk import Replies
from bot.services import Services
from bot.web.desk import (
    accounts,
    attachments,
    broadcasts,
    canned,
    evidence,
    inbox,
    knowledge,
    leader,
    messages,
    plans,
    replay,
    reports,
    sign_in,
)
from bot.web.desk.addresses import DESK, TITLE
from bot.web.desk.desk import Desk
from bot.web.desk.gate import Gate
from bot.web.desk.missing import missing
from bot.web.desk.secret import desk_secret
from bot.web.static import STATIC

# A page whose connection broke for less than this goes on where it was.
RECONNECT_SECONDS = 20.0

translations["vi"] = {
    "connection_lost": "Mất kết nối.",
    "trying_to_reconnect": "Đang nối lại…",
    "message_too_long": "Nội dung quá dài",
    "message_too_long_body": "Nội dung quá dài nên không gửi được.",
}


def mount_desk(app: FastAPI, services: Services, replies: Replies) -> None:
    """Mount the desk at /staff. May be called again for another application of this process."""
    # Looking for its server, the library touches every object of the process, deprecated ones too.
    warnings.filterwarnings("ignore", category=FutureWarning, module="nicegui")
    settings = services.settings
    _forget_former_application()
    Storage.path = settings.data / "desk"
    desk = Desk(services, replies, Campaigns(services.store, Office.of(settings)))
    for page in (
        inbox,
        canned,
        knowledge,
        broadcasts,
        messages,
        plans,
        reports,
        replay,
        leader,
        accounts,
    ):
        page.register(desk)
    app.include_router(sign_in.router(services))
    app.include_router(evidence.router(services))
    app.include_router(attachments.router(services))
    ui.run_with(
        app,
        mount_path=DESK,
        title=TITLE,
        favicon=STATIC / "icon.svg",
        language="vi",
        tailwind=False,
        reconnect_timeout=RECONNECT_SECONDS,
        storage_secret=desk_secret(settings.data),
        session_middleware_kwargs={"session_cookie": "motcua_desk", "path": DESK},
        show_welcome_message=False,
    )
    # Its thin bar has no name for a screen reader, and every page has its own signs of work.
    pages.config.quasar_config["loadingBar"]["skipHijack"] = True
    pages.add_exception_handler(404, missing)
    pages.add_middleware(Gate, accounts=services.accounts)


def _forget_former_application() -> None:
    """NiceGUI has one application for the whole process, while tests build several of ours."""
    pages.middleware_stack = None
    pages.user_middleware.clear()
