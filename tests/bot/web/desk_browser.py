"""Fixtures of the tests that look at the desk in a real browser."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.web.desk.addresses import COOKIE, Section
from tests.bot.web.desk_world import PASSWORD, DeskServer, DeskWorld

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LAPTOP = (1366, 768)
PHONE = (360, 740)

MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path"),
    # The library looks through all objects of the process for its server, deprecated ones too.
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    """One desk for all of these tests: the library has one application a process."""
    world = DeskWorld(tmp_path_factory.mktemp("desk"))
    world.staff()
    with DeskServer(world) as served:
        yield served
    world.store.close()


@pytest.fixture
def world(server: DeskServer) -> DeskWorld:
    server.world.channel.sent.clear()
    return server.world


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def enter(browser: Browser, server: DeskServer) -> Iterator[Enter]:
    """``enter("lan", "/staff/inbox")``; faults on the console and foreign requests fail."""
    problems: list[str] = []
    contexts: list[BrowserContext] = []

    def one(name: str, path: str = Section.INBOX.address, size: tuple[int, int] = LAPTOP) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(30_000)
        contexts.append(context)
        token = server.world.accounts.sign_in(name, PASSWORD)
        context.add_cookies([{"name": COOKIE, "value": token, "url": f"{server.url}/staff"}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda line: problems.append(line.text) if line.type == "error" else None,
        )
        page.on(
            "request",
            lambda asked: problems.append(asked.url) if _foreign(asked.url, server.url) else None,
        )
        page.goto(server.url + path)
        return page

    yield one
    for context in contexts:
        context.close()
    assert problems == []


def _foreign(url: str, ours: str) -> bool:
    return not url.startswith((ours, ours.replace("http", "ws", 1), "data:"))
