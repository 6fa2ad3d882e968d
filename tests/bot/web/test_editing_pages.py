"""The knowledge edited in a real browser: the ward's empty hotline, filled in by two people."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

from playwright.sync_api import expect
from sqlalchemy import select

from bot.editing import Publisher
from bot.store import AuditEntry, Revision, RevisionState
from bot.web.desk.addresses import Section
from bot.web.desk.knowledge.words import edit_address
from knowledge.editing import EditKind
from knowledge.library import Library
from tests.bot.web.desk_browser import MARKS, PHONE, Enter
from tests.bot.web.desk_world import DeskWorld, answerer_of

pytestmark = MARKS
HOTLINE = "xa-mot-cua-dien-thoai"
NUMBER = "0251 3 000 000"
# Reading all records takes a moment on a busy machine (milliseconds).
SLOW = 20_000


def publish(world: DeskWorld) -> int:
    """What the bot's job does, with an index that is searched by name only."""
    root = world.services.settings.knowledge

    async def build() -> None:
        cast(Any, world.services.knowledge).answerer = answerer_of(Library(root))

    # Playwright keeps a loop in this thread.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, Publisher(world.store, root, build).work()).result()


def test_a_hotline_is_filled_in_approved_and_told(world: DeskWorld, enter: Enter) -> None:
    page = enter("lan", Section.EDITING.address)
    page.get_by_role("tab", name="Cần điền").click()
    page.get_by_role("link", name="Số điện thoại bộ phận một cửa cấp xã").click()
    send = page.get_by_role("button", name="Gửi duyệt")
    send.click()
    expect(page.get_by_text("Ghi điện thoại, địa chỉ hoặc trang")).to_be_visible()
    page.get_by_label("Điện thoại", exact=True).fill(NUMBER)
    expect(page.get_by_text("Ghi nguồn và ngày kiểm tra")).to_be_visible()
    page.get_by_label("Giờ làm việc").fill("Thứ Hai đến thứ Sáu, 7:30–11:30")
    page.get_by_label("Nguồn: tên văn bản, trang").fill("Thông báo của UBND phường")
    page.get_by_label("Nguồn: số, ký hiệu").fill("15/TB-UBND")
    page.get_by_label("Ngày kiểm tra nguồn").fill("2026-10-20")
    expect(page.locator(".preview")).to_contain_text(NUMBER, timeout=SLOW)
    page.get_by_label("Lý do sửa").fill("Phường vừa có số máy mới")
    send.click()
    expect(page.get_by_text("Người khác sẽ duyệt bản này.")).to_be_visible()
    expect(page.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)

    approver = enter("hoa", Section.EDITING.address)
    expect(approver.locator(".changes ins", has_text=NUMBER)).to_be_visible()
    approver.get_by_role("button", name="Duyệt", exact=True).click()
    expect(approver.get_by_text("Đã duyệt.")).to_be_visible()
    assert publish(world) == 1

    page = enter("minh", f"{Section.KNOWLEDGE.address}?record=hotline:{HOTLINE}")
    expect(page.locator(".preview")).to_contain_text(NUMBER, timeout=SLOW)
    expect(page.get_by_text("Cán bộ biên tập tại đây")).to_be_visible()
    page.get_by_role("link", name="Sửa mục này").click()
    page.get_by_role("button", name="Trở về bản gốc").click()
    page.get_by_role("dialog").get_by_label("Lý do").fill("Số này gọi không được")
    page.get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_text("Đã gửi duyệt việc lấy lại bản cũ.")).to_be_visible()
    with world.store.session() as session:
        states = set(session.scalars(select(Revision.state)))
        actions = set(session.scalars(select(AuditEntry.action)))
    assert states == {RevisionState.LIVE, RevisionState.SUBMITTED}
    assert {"knowledge.submit", "knowledge.approve", "knowledge.live"} <= actions


def test_a_rejected_question_says_why_and_is_sent_again(world: DeskWorld, enter: Enter) -> None:
    page = enter("minh", edit_address(EditKind.FAQ), PHONE)
    page.get_by_label("Câu hỏi", exact=True).fill("Mất biên nhận thì làm sao?")
    page.get_by_label("Chủ đề").click()
    page.get_by_role("option", name="Bộ phận một cửa").click()
    page.get_by_label("Trả lời", exact=True).fill("Ông/bà ra bộ phận một cửa xin cấp lại.")
    page.get_by_label("Cách hỏi khác").fill("mất giấy hẹn\nlàm mất biên nhận")
    page.get_by_label("Nguồn: tên văn bản, trang").fill("Quy chế bộ phận một cửa")
    page.get_by_label("Nguồn: số, ký hiệu").fill("01/QC")
    page.get_by_label("Ngày kiểm tra nguồn").fill("2026-10-20")
    page.get_by_label("Lý do sửa").fill("Nhiều người hỏi")
    expect(page.get_by_role("region", name="Trên từng kênh")).to_be_hidden()
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Cần ít nhất 3 dòng, mới có 2.")).to_be_visible()
    page.get_by_label("Cách hỏi khác").fill("mất giấy hẹn\nlàm mất biên nhận\nrơi biên nhận")
    voices = page.get_by_role("region", name="Trên từng kênh")
    expect(voices.locator(".preview")).to_contain_text("bộ phận một cửa xin cấp lại", timeout=SLOW)
    page.get_by_role("combobox", name="Kênh").click()
    page.get_by_role("option", name="Tin nhắn SMS").click()
    expect(voices.locator(".preview")).to_contain_text("bo phan mot cua xin cap lai", timeout=SLOW)
    expect(voices.get_by_role("button", name="Tải")).to_have_count(0)
    page.get_by_label("Trả lời", exact=True).fill("Ông/bà báo mất tại bộ phận một cửa.")
    expect(voices.locator(".preview")).to_contain_text("bao mat tai bo phan", timeout=SLOW)
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Người khác sẽ duyệt bản này.").first).to_be_visible()

    approver = enter("hoa", Section.EDITING.address)
    card = approver.locator(".card", has_text="Mất biên nhận")
    card.get_by_role("button", name="Trả lại").click()
    approver.get_by_role("button", name="Đồng ý").click()
    expect(approver.get_by_text("Ghi lý do trả lại")).to_be_visible()
    card.get_by_role("button", name="Trả lại").click()
    approver.get_by_role("dialog").get_by_label("Lý do").fill("Nói rõ mang theo gì")
    approver.get_by_role("button", name="Đồng ý").click()
    expect(card.get_by_text("bị trả lại")).to_be_visible()

    page = enter("minh", Section.EDITING.address)
    page.locator(".card", has_text="Mất biên nhận").get_by_role("link", name="Sửa tiếp").click()
    expect(page.get_by_text("Người duyệt trả lại: Nói rõ mang theo gì")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_approver_reads_the_form_but_cannot_write(world: DeskWorld, enter: Enter) -> None:
    page = enter("hoa", edit_address(EditKind.CONTACT, "xa-ubnd"))
    expect(page.get_by_text("Tài khoản người duyệt không sửa kiến thức.")).to_be_visible()
    expect(page.get_by_role("button", name="Gửi duyệt")).to_have_count(0)
