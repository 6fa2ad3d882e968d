"""WCAG 2.2 AA by axe-core on every page of the desk, its sign-in and what anybody may open."""

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.plans.attendance import open_sheet
from bot.plans.registers import save_entry
from bot.store import RegisterKind
from bot.web.desk.addresses import Section
from bot.web.desk.knowledge.words import edit_address
from knowledge.editing import EditKind
from tests.bot.web.axe import faults
from tests.bot.web.desk_browser import LAPTOP, MARKS, PHONE, Enter
from tests.bot.web.desk_world import DeskServer, DeskWorld
from tests.bot.web.sample_days import TRACE

pytestmark = MARKS


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("section", Section)
def test_every_page_of_the_desk(
    world: DeskWorld, enter: Enter, section: Section, size: tuple[int, int]
) -> None:
    page = enter("truong", section.address, size)
    expect(page.locator("#main")).to_be_visible()
    page.wait_for_timeout(1500)
    assert faults(page) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_an_open_case(world: DeskWorld, enter: Enter, size: tuple[int, int]) -> None:
    code = world.case("Tiền điện hộ nghèo?", trace=TRACE, address=f"axe{size}")
    page = enter("lan", f"{Section.INBOX.address}?case={code}", size)
    page.get_by_role("button", name="Nhận việc").click()
    expect(page.get_by_label("Trả lời người dân")).to_be_visible()
    page.wait_for_timeout(1000)
    assert faults(page) == []
    page.get_by_role("button", name="Đóng việc").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_timeout(600)
    # axe takes the dimmed page for the ground of a dialog's buttons; the same buttons were looked
    # at on the page itself.
    found = faults(page, ".q-dialog")
    assert [fault for fault in found if fault[0] != "color-contrast"] == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize(
    "path", ["/staff/sign-in", "/staff/sign-in?ended=1", "/cong-khai", "/l/khong-co"]
)
def test_what_anybody_may_open(
    browser: Browser, server: DeskServer, path: str, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(server.url + path)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_signing_in_at_a_training(
    world: DeskWorld, browser: Browser, server: DeskServer, size: tuple[int, int]
) -> None:
    with world.store.session() as session:
        held = dt.date(2026, 11, 19)
        entry = save_entry(
            session, RegisterKind.TRAINING, "Tập huấn nộp hồ sơ trực tuyến", held, {}, "lan"
        )
        token = open_sheet(session, entry.id, "lan").token
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{server.url}/diem-danh/{token}")
    assert faults(page) == []
    page.get_by_label("Họ và tên").fill("Lan 0912 345 678")
    page.get_by_label("Tôi đồng ý").check()
    page.get_by_role("button", name="Ghi tên").click()
    expect(page.get_by_role("alert")).to_contain_text("không ghi số")
    assert faults(page) == []
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Lan")
    page.get_by_label("Tôi đồng ý").check()
    page.get_by_role("button", name="Ghi tên").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi tên")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_a_page_that_is_not_there(world: DeskWorld, enter: Enter, browser: Browser) -> None:
    context = enter("lan").context
    page = context.new_page()
    page.goto(f"{context.pages[0].url.rsplit('/', 1)[0]}/khong-co")
    expect(page.get_by_role("heading", name="Không có trang này")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_record_being_edited_beside_its_voices(
    world: DeskWorld, enter: Enter, size: tuple[int, int]
) -> None:
    page = enter("lan", edit_address(EditKind.PROCEDURE, "1.001193"), size)
    page.wait_for_timeout(1500)
    voices = page.get_by_role("region", name="Trên từng kênh")
    expect(voices.locator(".preview")).to_contain_text("khai sinh", timeout=20_000)
    # Beside the form axe takes the page for the ground of a button; on the telephone, where the
    # same button stands below, it sees the button's own.
    colours = {"color-contrast"} if size == LAPTOP else set()
    assert [fault for fault in faults(page) if fault[0] not in colours] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_officer_without_a_mouse_answers_and_closes_a_case(
    world: DeskWorld, enter: Enter
) -> None:
    code = world.case("Phím mà thôi", address="phím", minutes_ago=90_000)
    page = enter("lan")
    expect(page.locator(".listed").first).to_contain_text(code)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=code)).to_be_visible()
    _tab_to(page, "Nhận việc")
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="Trả lời người dân")
    expect(box).to_be_focused()
    page.keyboard.type("Chào ông/bà.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said.staff .delivery")).to_have_text("đã gửi")
    _tab_to(page, "Đóng việc")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Đóng việc")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    _tab_to(page, "Đóng việc", within="[role=dialog]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Việc đã đóng.", exact=False)).to_be_visible()


def _tab_to(page: Page, name: str, within: str = "body") -> None:
    """Press Tab until the button called ``name`` has the focus; what has it must show."""
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "([name, within]) => { const one = document.activeElement;"
            " return !!one.closest(within) && one.textContent.trim() === name }",
            [name, within],
        )
        if found:
            ring = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert "5px" in ring, f"nobody sees that {name} has the focus: {ring}"
            return
    raise AssertionError(f"{name} cannot be reached with Tab")
