"""Every picture of the desk in the documentation: ``python -m tests.bot.web.pictures [NAME…]``.

Writes docs/images; with names, such as ``desk-inbox-phone``, those alone.
"""

import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bot.web.desk.addresses import COOKIE, SIGN_IN, Section
from bot.web.desk.knowledge.words import edit_address
from bot.web.desk.switching import switch
from knowledge.editing import EditKind
from tests.bot.web.desk_browser import ARGUMENTS, CHROMIUM, LAPTOP, PHONE
from tests.bot.web.desk_world import PASSWORD, DeskServer, DeskWorld
from tests.bot.web.office_days import ATTENDANCE, HOA, LAN, THANG, TRUONG, desk_of, fill, staff
from tests.conftest import PROJECT_ROOT

OUT = PROJECT_ROOT / "docs" / "images"
# Long enough for what comes by itself a moment after the page: counts, charts, previews.
SETTLE_MS = 2500
Prepare = Callable[[Page], None]


def _nothing(_: Page) -> None: ...


@dataclass(frozen=True)
class Picture:
    """``who`` None is a stranger; ``prepare`` brings the page to what is shown."""

    name: str
    path: str
    who: str | None = LAN
    prepare: Prepare = _nothing
    size: tuple[int, int] = LAPTOP


def _press(name: str, role: str = "button") -> Prepare:
    return lambda page: page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


def _held_case(page: Page) -> None:
    page.get_by_role("button", name="Tôi đang giữ").click()
    page.wait_for_timeout(1500)
    page.locator(".listed").last.click()
    page.get_by_role("textbox", name="Trả lời người dân").wait_for()


def _passing_on(page: Page) -> None:
    _held_case(page)
    page.get_by_role("button", name="Thêm", exact=True).click()
    page.locator(".q-menu .q-item", has_text="Chuyển việc").first.click()


def _suggestions(page: Page) -> None:
    _held_case(page)
    page.get_by_role("button", name="Gợi ý").click()


def _composed(page: Page) -> None:
    page.get_by_label("Mã hoặc tên mục").fill("đăng ký khai sinh")
    page.get_by_role("button", name="Thủ tục: Đăng ký khai sinh", exact=True).click()


def _results(page: Page) -> None:
    page.get_by_text("người không rõ đã nhận chưa").first.click()
    page.get_by_text("người không rõ đã nhận chưa").first.scroll_into_view_if_needed()


def _plan(page: Page) -> None:
    page.locator(".listed", has_text="15/KH-UBND").click()


def _task(page: Page) -> None:
    _plan(page)
    page.get_by_role("button", name="Bổ sung, cập nhật").first.click()


def _made(page: Page) -> None:
    page.get_by_role("button", name="Xem thử").click()


def _searched(page: Page) -> None:
    page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first.fill("khai sinh")
    page.wait_for_timeout(1200)
    page.locator(".listed").first.click()


PICTURES = (
    Picture("desk-sign-in-laptop", SIGN_IN, None),
    Picture("desk-inbox-laptop", Section.INBOX.address),
    Picture("desk-inbox-phone", Section.INBOX.address, size=PHONE),
    Picture("desk-case-laptop", Section.INBOX.address, prepare=_held_case),
    Picture("desk-case-phone", Section.INBOX.address, prepare=_held_case, size=PHONE),
    Picture("desk-transfer-laptop", Section.INBOX.address, prepare=_passing_on),
    Picture("desk-suggestions-laptop", Section.INBOX.address, prepare=_suggestions),
    Picture("desk-canned", Section.CANNED.address),
    Picture("desk-knowledge", Section.KNOWLEDGE.address, prepare=_searched),
    Picture("desk-edit", edit_address(EditKind.CONTACT, "xa-ubnd")),
    Picture("desk-edit-voices", edit_address(EditKind.PROCEDURE, "1.001193")),
    Picture("desk-review", Section.EDITING.address, HOA),
    Picture("desk-needing", Section.EDITING.address, prepare=_press("Cần điền", "tab")),
    Picture("desk-broadcasts", Section.BROADCASTS.address, prepare=_composed),
    Picture("desk-broadcast-results", Section.BROADCASTS.address, HOA, _results),
    Picture("desk-messages", f"{Section.MESSAGES.address}?source=1.001193"),
    Picture("desk-plans", Section.PLANS.address, prepare=_plan),
    Picture("desk-task", Section.PLANS.address, prepare=_task),
    Picture("desk-activities", Section.REPORTS.address),
    Picture("desk-draft", Section.REPORTS.address, prepare=_press("Báo cáo kỳ", "tab")),
    Picture("desk-registers", Section.REPORTS.address, prepare=_press("Sổ theo dõi", "tab")),
    Picture("desk-questions", Section.REPORTS.address, prepare=_press("Hỏi đáp", "tab")),
    Picture("desk-leader", Section.LEADER.address, THANG),
    Picture("desk-my-account-laptop", Section.ME.address),
    Picture("desk-second-step-laptop", Section.ME.address, prepare=_press("Bật xác minh hai bước")),
    Picture("desk-accounts-laptop", Section.ACCOUNTS.address, TRUONG),
    Picture("desk-audit-laptop", Section.AUDIT.address, TRUONG),
    Picture("public-counts", "/cong-khai", None),
    Picture("attendance-phone", f"/diem-danh/{ATTENDANCE}", None, size=PHONE),
)
# While the assistant is silent on a channel: taken last, since it changes every page.
SILENCED = Picture("desk-silenced-laptop", Section.INBOX.address)


def main(wanted: list[str]) -> int:
    """Take the pictures called ``wanted``, or all of them."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        world = _world(Path(folder))
        arguments = [*ARGUMENTS, "--lang=vi-VN"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        with DeskServer(world) as server:
            for picture in PICTURES:
                if not wanted or picture.name in wanted:
                    _take(browser, server, picture)
            if not wanted or SILENCED.name in wanted:
                switch(desk_of(world), staff(world, TRUONG), "telegram", on=False)
                _take(browser, server, SILENCED)
        browser.close()
    return 0


def _world(data: Path) -> DeskWorld:
    """In a thread: Playwright keeps a loop in this one."""

    def make() -> DeskWorld:
        world = DeskWorld(data)
        fill(world, data)
        return world

    with ThreadPoolExecutor(1) as beside:
        return beside.submit(make).result()


def _take(browser: Browser, server: DeskServer, picture: Picture) -> None:
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    context.set_default_timeout(20_000)
    if picture.who is not None:
        token = server.world.accounts.sign_in(picture.who, PASSWORD, "Chrome, Windows")
        context.add_cookies([{"name": COOKIE, "value": token, "url": f"{server.url}/staff"}])
    page = context.new_page()
    page.goto(server.url + picture.path)
    page.wait_for_timeout(SETTLE_MS)
    picture.prepare(page)
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=OUT / f"{picture.name}.png")
    sys.stdout.write(f"{picture.name}\n")
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
