"""The routes over real services, asked over ASGI."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.web import WebChannel
from bot.conversation import Dialogue, Turns
from bot.desk import Accounts, Alerts, Contacts, Replies, load_calendar, load_service
from bot.privacy.sealing import Seal
from bot.quiz import Quiz
from bot.services import Services
from bot.settings import load_settings
from bot.store import Store
from bot.web import api, health
from knowledge.live import LiveKnowledge
from tests.bot.scripted_dialogue import ScriptedDialogue
from tests.bot.web.chat_browser import chat_api, chat_chromium, open_page
from tests.bot.web.desk_browser import browser, enter, server, world
from tests.bot.web.telephones import Telephones, telephones

__all__ = ["browser", "chat_api", "chat_chromium", "enter", "open_page", "server", "world"]


@pytest.fixture(scope="module")
def phones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telephones]:
    """The desk with a Telegram and a Zalo on loopback; a module's ``server`` may be theirs."""
    with telephones(tmp_path_factory.mktemp("telephones")) as made:
        yield made


class Web:
    """A client of the API, and the desk's replies on the other side."""

    def __init__(self, services: Services, http: httpx.AsyncClient) -> None:
        self.services = services
        self.http = http
        self.replies = Replies(services.store, services.channels, services.hub)

    async def chat(self, text: str, conversation: str = "lan-1", **more: object) -> httpx.Response:
        body = {"conversation": conversation, "text": text, **more}
        return await self.http.post("/api/chat", json=body)


@pytest.fixture
async def web(
    sqlite_store: Store,
    turns: Turns,
    knowledge: LiveKnowledge,
    dialogue: ScriptedDialogue,
    tmp_path: Path,
) -> AsyncIterator[Web]:
    port = int(dialogue.url.rsplit(":", 1)[1])
    # The scripted server answers for the action server's health as well.
    services = Services(
        settings=load_settings(data=tmp_path, rasa_port=port, actions_port=port),
        store=sqlite_store,
        knowledge=knowledge,
        dialogue=Dialogue(dialogue.url, 2),
        turns=turns,
        hub=turns.hub,
        accounts=Accounts(sqlite_store, Seal(tmp_path)),
        channels={"web": WebChannel()},
        calendar=load_calendar(),
        levels=load_service(load_calendar()),
        alerts=Alerts(sqlite_store),
        contacts=Contacts(Seal(tmp_path)),
        quiz=Quiz(None),
    )
    app = FastAPI()
    app.include_router(api.router(services))
    app.include_router(health.router(services))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        yield Web(services, http)
    await services.dialogue.close()
