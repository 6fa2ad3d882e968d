"""Stores on both databases, one small real index, a dialogue that follows a script."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.conversation import Dialogue, Hub, Turns
from bot.conversation.emergency import EmergencyReply
from bot.conversation.hearing import Ear
from bot.conversation.journal import Journal
from bot.conversation.locks import ConversationLocks
from bot.conversation.requests import Requests
from bot.conversation.simple import SimpleMode
from bot.desk import Contacts, load_calendar, load_service
from bot.privacy import prepare
from bot.privacy.sealing import Seal
from bot.quiz import Contest, Quiz
from bot.store import Store, open_store
from knowledge.index import DEFAULT_MODEL
from knowledge.live import LiveKnowledge
from tests.bot.databases import empty, own_database
from tests.bot.records import RECORDS, TODAY
from tests.bot.scripted_dialogue import ScriptedDialogue
from tests.bot.small_index import small_index

UNIT = "UBND phường Mẫu"
DIALOGUE_SECONDS = 2.5
"""The time limit of a turn in these tests; the product's own is longer."""
HOLD_HOURS = 4.0

MakeTurns = Callable[[Store], Turns]


@pytest.fixture(scope="session")
def postgres_store() -> Iterator[Store]:
    """A migrated PostgreSQL database of this session's own."""
    with own_database() as url:
        store = open_store(url)
        yield store
        store.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'motcua.db'}")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty, migrated store; every test that asks for it runs on both databases."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_store")
    found: Store = request.getfixturevalue("postgres_store")
    empty(found)
    return found


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose index holds RECORDS; read it only."""
    return small_index(tmp_path_factory)


@pytest.fixture(scope="session")
def knowledge(data_folder: Path) -> LiveKnowledge:
    return LiveKnowledge(data_folder / "knowledge", DEFAULT_MODEL, today=lambda: TODAY)


@pytest.fixture
def dialogue() -> Iterator[ScriptedDialogue]:
    with ScriptedDialogue() as server:
        yield server


@pytest.fixture
def contest() -> Contest | None:
    """No contest; a test that needs one overrides this."""
    return None


@pytest.fixture
async def turns_on(
    dialogue: ScriptedDialogue,
    knowledge: LiveKnowledge,
    tmp_path: Path,
    contest: Contest | None,
) -> AsyncIterator[MakeTurns]:
    """``turns_on(store)``: the conversation's door over ``store`` and the scripted dialogue."""
    clients: list[Dialogue] = []
    prepare()

    def make(store: Store) -> Turns:
        client = Dialogue(dialogue.url, DIALOGUE_SECONDS)
        clients.append(client)
        journal, levels = Journal(store), load_service(load_calendar())
        return Turns(
            journal=journal,
            dialogue=client,
            simple=SimpleMode(knowledge, UNIT),
            emergency=EmergencyReply(RECORDS.contacts),
            hub=Hub(),
            locks=ConversationLocks(),
            ear=Ear(journal, Contacts(Seal(tmp_path)), levels, HOLD_HOURS),
            requests=Requests(Quiz(contest), levels),
            levels=levels,
        )

    yield make
    for client in clients:
        await client.close()


@pytest.fixture
def turns(turns_on: MakeTurns, sqlite_store: Store) -> Turns:
    return turns_on(sqlite_store)
