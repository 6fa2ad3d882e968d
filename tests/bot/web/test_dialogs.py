"""Escape closes every kind of dialog and gives the keyboard back to the button that opened it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.plans.importing import import_reading
from bot.store import Role
from bot.web.desk.addresses import Section
from bot.web.desk.knowledge.actions import EditActions
from bot.web.desk.plans.actions import PlanActions
from knowledge.editing import EditKind
from tests.bot.editing.records import FILLED, HOTLINE
from tests.bot.plans.readings import reading
from tests.bot.plans.test_activities import FACTS
from tests.bot.web.desk_browser import MARKS, Enter
from tests.bot.web.desk_world import DeskWorld
from tests.bot.web.office_days import desk_of, staff

pytestmark = MARKS


def _left_with_escape(page: Page, button: Locator, opener: Locator | None = None) -> None:
    """Open with Enter, leave with Escape; ``opener`` has the focus after it, else ``button``."""
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener or button).to_be_focused()


@pytest.mark.parametrize("name", ["Đóng việc", "Gợi ý", "Báo trả lời sai"])
def test_of_a_case(world: DeskWorld, enter: Enter, name: str) -> None:
    code = world.case("Hộp hỏi", address=f"hộp {name}")
    page = enter("lan", f"{Section.INBOX.address}?case={code}")
    page.get_by_role("button", name="Nhận việc").click()
    expect(page.get_by_role("textbox", name="Trả lời người dân")).to_be_focused()
    _left_with_escape(page, page.get_by_role("button", name=name))


@pytest.mark.parametrize("item", ["Chuyển việc", "Ghi chú nội bộ"])
def test_behind_a_menu(world: DeskWorld, enter: Enter, item: str) -> None:
    code = world.case("Hộp hỏi", address=f"hộp {item}")
    page = enter("lan", f"{Section.INBOX.address}?case={code}")
    page.get_by_role("button", name="Nhận việc").click()
    expect(page.get_by_role("textbox", name="Trả lời người dân")).to_be_focused()
    more = page.get_by_role("button", name="Thêm", exact=True)
    more.focus()
    page.keyboard.press("Enter")
    _left_with_escape(page, page.locator(".q-menu .q-item", has_text=item), more)


def test_of_an_account(world: DeskWorld, enter: Enter) -> None:
    page = enter("truong", Section.ACCOUNTS.address)
    lan = page.get_by_role("region", name="lan")
    _left_with_escape(page, lan.get_by_role("button", name="Đặt lại mật khẩu"))


def test_of_a_revision(world: DeskWorld, enter: Enter) -> None:
    actions, lan = EditActions(desk_of(world)), staff(world, "lan")
    with world.store.session() as session:
        args = (session, lan, EditKind.CONTACT, HOTLINE, FILLED)
        row = actions.drafts.save(*args, reason="Số mới")
        actions.drafts.submit(session, lan, row.id, row.version)
    page = enter("hoa", Section.EDITING.address)
    _left_with_escape(page, page.get_by_role("button", name="Trả lại"))


def test_of_a_message(world: DeskWorld, enter: Enter) -> None:
    world.subscribe(1)
    page = enter("lan", Section.BROADCASTS.address)
    page.get_by_label("Mã hoặc tên mục").fill("đăng ký khai sinh")
    page.get_by_role("button", name="Thủ tục: Đăng ký khai sinh", exact=True).click()
    page.get_by_role("checkbox", name="Loa truyền thanh").click()
    expect(page.locator(".compose .voice")).to_have_count(2)
    page.get_by_role("button", name="Gửi duyệt").click()
    other = enter("hoa", Section.BROADCASTS.address)
    other.get_by_role("button", name="Duyệt", exact=True).click()
    for name in ("Gửi", "Hẹn giờ"):
        _left_with_escape(other, other.get_by_role("button", name=name, exact=True).first)
    task = page.get_by_role("article", name=re.compile("^Loa truyền thanh"))
    _left_with_escape(page, task.get_by_role("button", name="Xong việc"))


def test_of_a_plan(world: DeskWorld, enter: Enter) -> None:
    lan = staff(world, "lan")
    assert lan.role is Role.OFFICER
    with world.store.session() as session:
        import_reading(session, reading(), "ke-hoach.txt", "lan")
    PlanActions(desk_of(world)).log(lan, FACTS, [], "form:hộp")
    page = enter("lan", Section.PLANS.address)
    page.locator(".listed").first.click()
    _left_with_escape(page, page.get_by_role("button", name="Bổ sung, cập nhật").first)
    page = enter("lan", Section.REPORTS.address)
    page.get_by_text("Sửa, thêm minh chứng").first.click()
    _left_with_escape(page, page.get_by_role("button", name="Sửa, gắn nhiệm vụ"))
