"""The citizens' page in a real browser, before a scripted API: what its tests share."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bot.web.fake_api import FakeApi

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = (360, 740)
NARROW = (320, 568)
FAILED_REQUEST = "Failed to load resource"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
browser_test = [pytest.mark.browser, needs_chromium]

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def chat_chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(name="api")
def chat_api() -> Iterator[FakeApi]:
    with FakeApi(poll_seconds=1.2) as served:
        yield served


@pytest.fixture
def open_page(chat_chromium: Browser, api: FakeApi) -> Iterator[Open]:
    """``open_page((360, 740), has_touch=True)``; console errors and foreign requests fail."""
    problems: list[str] = []
    contexts: list[BrowserContext] = []

    def open_one(size: tuple[int, int] = PHONE, **options: object) -> Page:
        context = chat_chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: _note(problems, line.type, line.text))
        page.on("request", lambda request: _foreign(problems, request.url, api.url))
        page.goto(api.url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert problems == []


def _note(problems: list[str], kind: str, text: str) -> None:
    # A refused request is what some tests are about; anything else on the console is a fault.
    if kind in {"error", "warning"} and not text.startswith(FAILED_REQUEST):
        problems.append(text)


def _foreign(problems: list[str], url: str, own: str) -> None:
    if not url.startswith(own.removesuffix("/chat")):
        problems.append(f"a request to {url}")


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.press("#text", "Enter")
