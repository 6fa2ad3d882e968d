"""The running product for the tests of this folder, started once for the session."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.serving.rasa import PYTHON
from tests.e2e.prepared import Say, prepare
from tests.e2e.stack import Stack
from tests.e2e.talk import Talk
from tests.loopback.telegram import LoopbackTelegram
from tests.loopback.zalo import LoopbackZalo

HERE = Path(__file__).parent
# A cold start trains a model and embeds the content, within the first test's own time.
TIMEOUT_SECONDS = 1800
# Keeps the data folder between runs; by default each session makes its own.
KEEP = os.environ.get("MOTCUA_E2E_DATA")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with servers of their own come first: two stacks at once would crowd a machine."""
    places = [place for place, item in enumerate(items) if HERE in item.path.parents]
    ours = sorted((items[place] for place in places), key=_uses_stack)
    for place, item in zip(places, ours, strict=True):
        item.add_marker(pytest.mark.rasa)
        item.add_marker(pytest.mark.timeout(TIMEOUT_SECONDS))
        items[place] = item


def _uses_stack(item: pytest.Item) -> bool:
    return "stack" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def say(request: pytest.FixtureRequest) -> Say:
    """Prints a line of progress past pytest's capture."""
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def show(line: str) -> None:
        with capture.global_and_fixture_disabled():
            print(f"\n[e2e] {line}", flush=True)  # noqa: T201

    return show


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, say: Say) -> Path:
    """A data folder with a current index and language model."""
    if not PYTHON.is_file():
        reason = f"{PYTHON} is missing: run 'make setup'"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    data = Path(KEEP) if KEEP else tmp_path_factory.mktemp("e2e")
    data.mkdir(parents=True, exist_ok=True)
    for name in ("motcua.db", "motcua.db-wal", "motcua.db-shm"):
        (data / name).unlink(missing_ok=True)
    prepare(data, say)
    return data


@pytest.fixture(scope="session")
def stack(prepared: Path, say: Say) -> Iterator[Stack]:
    """The running product."""
    with LoopbackTelegram() as telegram, LoopbackZalo() as zalo:
        running = Stack(prepared, telegram, zalo, say)
        try:
            running.start()
            yield running
        finally:
            running.close()


@pytest.fixture
def talk(stack: Stack) -> Talk:
    """A citizen who has not written yet."""
    return Talk(stack.http)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS, headless=True
        )
        yield browser
        browser.close()
