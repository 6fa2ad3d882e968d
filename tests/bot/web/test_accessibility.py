"""WCAG 2.2 AA by axe-core on every page of the desk, its sign-in and the citizens' chat."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.web.desk.addresses import Section
from tests.bot.web.desk_browser import LAPTOP, MARKS, PHONE, Enter
from tests.bot.web.desk_world import DeskServer, DeskWorld
from tests.bot.web.sample_days import TRACE

pytestmark = MARKS
STILL = "() => document.getAnimations().every((one) => one.playState !== 'running')"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}


def _faults(page: Page, within: str | None = None) -> list[tuple[str, list[Any]]]:
    # Half-way through a fade every colour is pale.
    page.wait_for_function(STILL)
    # The library (Quasar 2) gives the file field inside its uploader no name, nor a way to.
    context = {"include": [[within or "html"]], "exclude": [[".q-uploader"]]}
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    return [
        (one["id"], [(node["html"][:120], node["failureSummary"]) for node in one["nodes"]])
        for one in found
    ]


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("section", Section)
def test_every_page_of_the_desk(
    world: DeskWorld, enter: Enter, section: Section, size: tuple[int, int]
) -> None:
    page = enter("truong", section.address, size)
    expect(page.locator("#main")).to_be_visible()
    page.wait_for_timeout(1500)
    assert _faults(page) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_an_open_case(world: DeskWorld, enter: Enter, size: tuple[int, int]) -> None:
    code = world.case("Tiền điện hộ nghèo?", trace=TRACE, address=f"axe{size}")
    page = enter("lan", f"{Section.INBOX.address}?case={code}", size)
    page.get_by_role("button", name="Nhận việc").click()
    expect(page.get_by_label("Trả lời người dân")).to_be_visible()
    page.wait_for_timeout(1000)
    assert _faults(page) == []
    page.get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_timeout(600)
    # axe takes the dimmed page for the ground of a dialog's buttons; the same buttons were looked
    # at on the page itself.
    faults = _faults(page, ".q-dialog")
    assert [fault for fault in faults if fault[0] != "color-contrast"] == []


def test_the_sign_in(browser: Browser, server: DeskServer) -> None:
    page = browser.new_page()
    page.goto(f"{server.url}/staff/sign-in")
    assert _faults(page) == []
    page.close()
